function l(e){return`'${e.replaceAll("'","'\\''")}'`}function r(e){return e.replace(/[^\w.-]+/g,"_").replace(/^[.-]+/,"")||"profile"}export{r as f,l as s};
