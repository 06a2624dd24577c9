// Package agreement measures how far coders agree who coded the same material
// independently.
//
// A [Table] holds their ratings: a row for each unit, a column for each coder,
// and nothing where a coder did not rate a unit. Its coefficients differ in what
// they take for chance, and in what ratings they can take:
//
//	                            coders   missing   chance
//	[Table.PercentAgreement]    any      yes       none
//	[Table.CohenKappa]          two      left out  each coder's own distribution
//	[Table.Conger]              any      yes       each coder's own distribution
//	[Table.ScottPi]             two      left out  the distribution of all
//	[Table.FleissKappa]         any      no        the distribution of all
//	[Table.FleissGeneralised]   any      yes       the distribution of all
//	[Table.Alpha]               any      yes       the ratings at hand, dealt out
//	[Table.BrennanPrediger]     any      yes       every category equally often
//	[Table.Gwet]                any      yes       in the units that are hard to rate
//
// A unit that nobody rated is not there. A unit rated once takes part in no
// observed agreement; it is counted as left out, and a warning says where it counts
// all the same. There are no words for how good a coefficient is. [Measures] is the
// catalogue.
package agreement
