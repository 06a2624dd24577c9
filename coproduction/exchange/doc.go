// Package exchange is the common ground of the readers and writers of foreign
// files: transcripts, clinical records, exports of qualitative software.
//
// The readers hold to one promise. They read leniently, and each leniency is a
// finding with a rule id and a place in the file. They never edit text and never
// guess. What could not be carried over is counted in a [Loss], so that whoever
// imports a file can say how much of it the analysis rests on.
package exchange
