/** Made by `npm run analyze`, so it is not there on a clean clone. */
declare module '*/custom-elements.json' {
  const manifest: object;
  export default manifest;
}
