function n(t,e){return`/speedscope#view=left-heavy${e?`&title=${encodeURIComponent(e)}`:""}&profileURL=${encodeURIComponent(t)}`}export{n as i};
