/// <reference types="vite/client" />
// Without its fonts: the site has the system's, as the kit does.
import Theme from 'vitepress/theme-without-fonts';
import './style.css';

export default Theme;
