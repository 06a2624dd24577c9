// Package refi exchanges coded documents with qualitative software by the standard
// REFI-QDA 1.5 (qdasoftware.org): codebook files (.qdc) and project files (.qdpx),
// which NVivo, ATLAS.ti, MAXQDA, QualCoder, Quirkos and others read and write.
//
// A [Project] is what a file says, element by element. [Open] reads it, whatever the
// program that wrote it counts as a position, and [Import] makes records of it.
// [Export.Project] makes a project of the records of a study, [WriteProject] and
// [WriteCodebook] write it as the schemas of the standard demand, and [Compare] tells
// what of a project came back from another program.
//
// A project is less than the records it is made of. It has no place for steps, turns
// and what else an encounter holds, for rounds of coding, for "seen, and no code
// applies", for member checks, and for where a code came from. What is left out is a
// finding and counted.
package refi
