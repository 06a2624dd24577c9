// Package coproductiontest is for tests of analysis logic, this library's own and
// that of others. It has three parts:
//
//   - builders that read like a sentence, for the small case in which the right
//     answer is known by hand: [NewStudy], then [StudyBuilder.Encounter];
//   - seeded random studies that obey every rule, for laws that must hold whatever
//     the data: [Study] and, for any number of encounters in little memory, [Records];
//   - [AssertFindings], which compares findings by rule and place, and [Marked],
//     which reads the expected ones out of the document itself.
//
// Nothing here comes from a person. The same seed always gives the same records.
package coproductiontest
