package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"html/template"
	texttemplate "text/template"
)

var productTemplate = template.Must(template.New("product").Parse(`<!doctype html>
<title>{{.Product.Name}}</title>
<h1>{{.Product.Name}}</h1>
<p class="{{.Product.Category}}">{{printf "%.2f" .Euros}} EUR</p>
<ul>{{range .Product.Tags}}<li><a href="/search?q={{.}}">{{.}}</a></li>{{end}}</ul>
{{range .Reviews}}<blockquote title="{{.Stars}} stars">{{.Text}}</blockquote>
{{end}}`))

var orderTemplate = texttemplate.Must(texttemplate.New("order").Parse(
	`{{range .}}{{.Customer}}	{{.Category}}	{{.Lines}} lines	{{.Cents}}
{{end}}`))

func (s *shop) productPage(id int) []byte {
	var out bytes.Buffer
	p := s.products[id]
	err := productTemplate.Execute(&out, map[string]any{
		"Product": p, "Euros": float64(p.Cents) / 100, "Reviews": s.reviews[id%200 : id%200+8],
	})
	if err != nil {
		panic(err)
	}
	return out.Bytes()
}

type productAnswer struct {
	Product product   `json:"product"`
	Similar []product `json:"similar"`
	Reviews []review  `json:"reviews"`
}

// productJSON writes the answer and reads it back, as the shop's own front end would.
func (s *shop) productJSON(id int) []byte {
	first := id % (len(s.products) - 20)
	body, err := marshal(productAnswer{
		Product: s.products[id], Similar: s.products[first : first+20], Reviews: s.reviews[id%200 : id%200+8],
	})
	if err != nil {
		panic(err)
	}
	var back productAnswer
	if err := json.Unmarshal(body, &back); err != nil {
		panic(err)
	}
	return body
}

// archive writes orders as text and compresses it.
func (s *shop) archive(orders []order) []byte {
	type row struct {
		Customer, Category string
		Lines              int
		Cents              int64
	}
	rows := make([]row, len(orders))
	for i, o := range orders {
		rows[i] = row{o.customer, o.category, len(o.lines), o.cents}
	}
	var out bytes.Buffer
	packed, err := gzip.NewWriterLevel(&out, gzip.BestSpeed)
	if err != nil {
		panic(err)
	}
	if err := orderTemplate.Execute(packed, rows); err != nil {
		panic(err)
	}
	if err := packed.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// fingerprint is FNV-1a, folded: a tight loop of its own.
func fingerprint(data []byte) uint64 {
	hash := uint64(14695981039346656037)
	for _, b := range data {
		hash = (hash ^ uint64(b)) * 1099511628211
	}
	return hash ^ hash>>29
}
