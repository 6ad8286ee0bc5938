function r(e){return e.service_name||e.job||""}export{r as s};
