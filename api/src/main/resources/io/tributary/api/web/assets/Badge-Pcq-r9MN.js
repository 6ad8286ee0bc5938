import{u as r}from"./index-CE1WGDLo.js";function o({tone:a="plain",children:n}){return r("span",{class:`badge ${a}`,children:n})}export{o as B};
