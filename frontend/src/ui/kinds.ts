import { ErrorIcon, InfoIcon, SuccessIcon, WarningIcon } from './icons';

/** How a message of each kind looks. */
export const kinds = {
  info: { Icon: InfoIcon, tone: 'tone-info' },
  success: { Icon: SuccessIcon, tone: 'tone-ok' },
  warning: { Icon: WarningIcon, tone: 'tone-warning' },
  error: { Icon: ErrorIcon, tone: 'tone-danger' },
} as const;

export type Kind = keyof typeof kinds;
