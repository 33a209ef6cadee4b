export { Accounts } from './accounts'
export { type PasswordCost, standardCost, strengthOf } from './passwords'
export { type Announcement, Session } from './sessions'
export { SignIn } from './sign-in'
