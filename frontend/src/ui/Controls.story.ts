import type { Story } from '../gallery';
import ControlsStory from './ControlsStory.svelte';
import StoryFrame from './StoryFrame.svelte';

export default {
  component: StoryFrame,
  variants: { all: () => ({ of: ControlsStory, title: 'Controls' }) },
} satisfies Story;
