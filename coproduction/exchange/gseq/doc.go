// Package gseq writes sequences in the Sequential Data Interchange Standard, SDIS,
// for GSEQ, the Generalized Sequential Querier (Bakeman R, Quera V. Sequential
// Analysis and Observational Methods for the Behavioral Sciences. Cambridge
// University Press 2011): the acts of sense-making, the turns of talk in time, or
// the codes that coders gave to steps and turns.
//
// Three of the five types of SDIS are used. An event sequence has one code after
// the other; a multievent sequence may have several codes at once; a timed event
// sequence has codes with onset and offset. No record of this library is a state
// or an interval sequence. The file looks like this:
//
//	% acts of sense-making %
//	% open_invitation = open-invitation %
//	Event ($act = tell open_invitation);
//	<p1>
//	% e1 %
//	open_invitation tell tell;
//	% e2 %
//	tell tell/
//
// Where a study, a participant or an encounter says in a field of its own, synthetic, that
// it is true of it, the first comment says that nobody stands behind the data.
//
// A unit, which a slash ends, is a patient, and in sequences of codes a patient as
// one coder read them in one round. A session, which a semicolon or that slash ends,
// is an encounter. What lies between two sessions is not a transition, so where a
// sequence has a hole it goes on in a new session.
//
// Onsets and offsets are seconds from the start of the encounter with three
// decimals; the offset is the first moment after the turn. When an encounter
// begins and ends is not written: a session lasts from its first onset to its last
// offset.
//
// The documentation of GSEQ 5 is inside the program and could not be consulted. The
// files keep to what the two authors' publications and two programs that export to
// GSEQ (BORIS, LINCE PLUS) have in common, and to the narrowest reading where they
// leave room: names of 16 letters, digits and low lines, that differ not only in
// case; comments on lines of their own between two percent signs.
package gseq
