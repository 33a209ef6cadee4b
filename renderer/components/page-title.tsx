import classes from './page-title.module.css'

/** Names a part of the desk for whoever hears the screen; its tab says it to whoever sees it. */
export function PageTitle({ text }: { readonly text: string }) {
  return <h1 className={classes.title}>{text}</h1>
}
