/** Compiled by Storybook. */
declare module '*.mdx' {
  const page: object;
  export default page;
}
