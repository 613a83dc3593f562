/** SHA-256 of the style sheet and of the script, for the page's own policy; a test says what they must be. */
export const STYLE_HASH = 'sha256-uBsaCnEyI635ImKrmPXnYMpuRcXDd3wzWsJ2JvUgwpQ=';
export const SCRIPT_HASH = 'sha256-8iNvFbsEmHuvm6HYVrKzrJ27m39wSO0FaO133IjhS+4=';
