/** The documentation, made of docs/ when the pages are built: see tools/docs.js. */
declare module 'virtual:docs' {
  export const pages: readonly {
    /** Its path below docs/, without the ending. */
    name: string;
    title: string;
    html: string;
  }[];
}
