// Package saturation measures how far new interviews still bring new codes, and
// how many codes were never seen.
//
// An [Incidence] says which codes were given in which interview, with the
// interviews in the order in which they were analysed. It is made of a table
// ([Matrix]), of lists of codes ([Sets]), or of records: a [Tally] takes in
// encounters, sources, meaning units and codings in any order, is merged with
// others and travels as JSON. An interview that was coded and got no code is an
// interview.
//
// Three questions have different answers:
//
//	is anything new still coming?    [Incidence.NewCodes], [Incidence.NewInfo], [Incidence.Point]
//	how many codes are there?        [Incidence.Chao2], [Incidence.Jackknife1], [Incidence.Bootstrap] …
//	would fewer have been enough?    [Incidence.Rarefied]
//
// The first rests on the order of the interviews, the other two do not. Every
// result is an [estimate.Estimate]; what is mathematically undefined says why.
// [Measures] is the catalogue.
//
// None of these numbers says that meaning is saturated: they count codes, as one
// team with one codebook gave them.
package saturation
