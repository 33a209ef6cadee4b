import {
  ActionIcon,
  Alert,
  Button,
  Checkbox,
  createTheme,
  Input,
  InputWrapper,
  Menu,
  Modal,
  Popover,
  Portal,
  Select,
  Switch,
  Tooltip,
} from '@mantine/core'
import { t } from '../../shared/texts'
import { accent, dark, gray } from './colours'
import controls from './controls.module.css'

const brief = { duration: 120, transition: 'fade' } as const

/** The look of the whole desk: one accent, steps of 4 px, controls as high as rows, short motion. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  colors: { accent, gray, dark },
  black: '#1c232c',
  fontFamily: "'Inter Variable', 'Segoe UI', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'SF Mono', Consolas, monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.5', xl: '1.4' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'sm',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
      h4: { fontSize: '13px', lineHeight: '20px' },
      h5: { fontSize: '12px', lineHeight: '16px' },
      h6: { fontSize: '12px', lineHeight: '16px' },
    },
  },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    // Everything that floats lives in one element, so that locking the screen can hide all of it.
    Portal: Portal.extend({ defaultProps: { target: '#portals' } }),
    Button: Button.extend({ classNames: { root: controls.button } }),
    Input: Input.extend({
      classNames: { input: controls.input },
      vars: (_, { size }) => ({
        wrapper:
          size && size !== 'sm' ? {} : { '--input-height': '32px', '--input-fz': '13px', '--input-padding': '10px' },
      }),
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { size: 32 } }),
    InputWrapper: InputWrapper.extend({
      classNames: { label: controls.label, description: controls.description, error: controls.error },
    }),
    Checkbox: Checkbox.extend({
      defaultProps: { size: 'xs' },
      classNames: { inner: controls.tick, label: controls.tickLabel },
    }),
    Switch: Switch.extend({
      defaultProps: { size: 'sm' },
      classNames: { track: controls.switchTrack, label: controls.tickLabel },
    }),
    Select: Select.extend({
      defaultProps: { allowDeselect: false, withCheckIcon: false, comboboxProps: { transitionProps: brief } },
    }),
    Menu: Menu.extend({ defaultProps: { transitionProps: brief, shadow: 'md' } }),
    Popover: Popover.extend({ defaultProps: { transitionProps: brief, shadow: 'md' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, transitionProps: brief } }),
    // The page itself never scrolls, so there is nothing to lock (and no style element for the policy to refuse).
    Modal: Modal.extend({
      defaultProps: {
        lockScroll: false,
        transitionProps: brief,
        centered: true,
        padding: 'lg',
        overlayProps: { backgroundOpacity: 0.35 },
        closeButtonProps: { 'aria-label': t('shell.close') },
      },
      classNames: { title: controls.dialogTitle },
    }),
    Alert: Alert.extend({ defaultProps: { variant: 'light' } }),
  },
})
