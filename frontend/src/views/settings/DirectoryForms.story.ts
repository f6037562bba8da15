import type { Story } from '../../gallery';
import ViewFrame from '../ViewFrame.svelte';
import { at } from './story';

const of = (directory: string) => () => at('directory', { values: { directory } });

export default {
  component: ViewFrame,
  variants: {
    entra: of('entra'),
    google: of('google'),
    okta: of('okta'),
    onelogin: of('onelogin'),
    file: of('file'),
  },
} satisfies Story;
