import type { Story } from '../gallery';
import DataStory from './DataStory.svelte';
import StoryFrame from './StoryFrame.svelte';

export default {
  component: StoryFrame,
  variants: { all: () => ({ of: DataStory, title: 'Data' }) },
} satisfies Story;
