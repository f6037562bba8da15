import type { Story } from '../gallery';
import OverlaysStory from './OverlaysStory.svelte';

export default {
  component: OverlaysStory,
  variants: {
    closed: () => ({}),
    confirm: () => ({ open: 'confirm' }),
    dialog: () => ({ open: 'dialog' }),
  },
} satisfies Story;
