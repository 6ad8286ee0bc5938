import{u as r}from"./index-BZ_AW4z4.js";function o({tone:a="plain",children:n}){return r("span",{class:`badge ${a}`,children:n})}export{o as B};
