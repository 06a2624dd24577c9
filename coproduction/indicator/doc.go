// Package indicator computes the published measures of partnership between
// patients and health professionals, one measure or one small family a file.
//
// These kinds of input carry them:
//
//	counts    how often each of the declared categories occurs   [HHI], [Hill], [Gini] …
//	visits    whom one patient met, visit by visit, in order      [Visits]
//	turns     who spoke when, and how much, in one encounter      [Talk]
//	sequences how one code follows another                        [Transitions]
//	weights   how often each built on each other                  [Network]
//	lines     which codes are near each other, in order           [ENA]
//
// Over a study they are gathered by tallies: [VisitTally], [TalkTally],
// [TeamTally], [StepTally], [ConcernTally] and [CueTally], and by all of them together,
// [Profile], under the four themes. A tally takes in records in any order, is merged
// with others and travels as JSON, and gives the same rows to the last bit. Its
// rows are about the study, or about each encounter, patient or professional.
//
// Every result is an [estimate.Estimate]; what is mathematically undefined says
// why. Counting is done in whole numbers, and the order of the input changes
// nothing that the measure does not say it rests on. [Measures] is the catalogue.
//
// There is no composite score of partnership: nothing supports weights for one.
package indicator
