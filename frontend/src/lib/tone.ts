const tones = {
  done: 'ok',
  failed: 'danger',
  stopped: 'warning',
  cancelled: 'neutral',
  interrupted: 'danger',
} as const;

/** toneOf is the colour of how a sync ended; neutral for what is not known. */
export function toneOf(result: string): (typeof tones)[keyof typeof tones] {
  return tones[result as keyof typeof tones] ?? 'neutral';
}
