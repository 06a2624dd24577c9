// Package encounter holds the nouns of what was observed: people, the meetings
// in which patients and health professionals make care together, what was said
// and done in them, and how one meeting is tied to an earlier one.
//
// The unit is the [Encounter]: one consultation, call, text message or home
// visit. It lists who was there ([Presence]) and, as far as it was observed, the
// talk ([Turn]), the steps by which the parties made sense of the situation
// ([Step]), emotional cues ([Cue]), what the patient came with ([Concern]), what
// was decided ([Decision]) and which earlier encounters it builds on ([Link]).
// [Participant] describes a person under a pseudonym; [Study] the study.
//
// Three things are kept apart throughout: what is absent (was not recorded), what
// is zero (was looked for and was not there), and what is unknown (was asked and
// could not be said). An optional number is therefore a pointer, an optional word
// is empty, and vocabularies that need it have a member "unknown".
//
// The types do not judge themselves: whether a record is sound is said in one
// place, package coproduction. Their JSON form is fixed by the JSON Schemas of
// package schema.
package encounter
