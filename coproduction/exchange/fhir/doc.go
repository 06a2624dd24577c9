// Package fhir reads encounters from FHIR R4 and R5: the NDJSON files of a bulk
// export, Bundles, arrays of resources, and single resources, plain or compressed by
// gzip, in any number of files and any order. Files are told by their content; a file
// may hold several types of resource.
//
//	Patient           participant: languages, age band at the first encounter
//	Practitioner      participant: profession by its qualification, languages
//	PractitionerRole  profession of its practitioner, by code or specialty
//	RelatedPerson     participant, a relative
//	CareTeam          profession of its members, where nothing else tells it
//	Encounter         encounter: start and end, mode and setting by class, a call or a
//	                  conference by type, planned where it has an appointment
//	participant       presence: a professional, a relative, an interpreter, another
//	                  patient; for its own period, where it has one
//	partOf            a management link to that encounter, if it is earlier
//	episodeOfCare     a management link to the encounter before it in the episode
//	(nowhere)         relational and informational links: each encounter with one of these
//	                  two elements says that they are not recorded
//	interpreter need  an extension "interpreterNeeded" of the participant or encounter:
//	                  true or false, and left out where it is not known
//	Goal, and an      an extension "fhir" of the patient: how many goals, care experience
//	Observation of a  preferences and treatment intervention preferences are recorded
//	preference
//
// Who takes part only in resources that are not read, or in encounters that did not
// take place, is counted and left. Encounters without a participant are kept: a
// professional who is not identified was there. Everything that records have no place for
// is counted, element by element, by the names of R4 and R5, also where a whole resource
// stays behind: of what is read, also the parts that a resource defines itself. Names,
// addresses and numbers are dropped; a birth date becomes an age band.
//
// # What patients want
//
// A Goal, and an Observation of the category care-experience-preference or
// treatment-intervention-preference or of the code 95541-9 or 75773-2 of LOINC, is counted
// for its patient, in {"fhir":{"goals":2,"careExperiencePreferences":1,
// "treatmentInterventionPreferences":0}}, whatever became of it, but for one that was
// entered in error, was cancelled or has no answer. A kind of which the files have no
// resource is left out: nothing is known of it, and 0 would say that there is none. The
// words stay behind.
//
// # References
//
// A literal reference ("Practitioner/7", absolute or relative, of any version), a urn
// of a Bundle, a conditional reference ("Practitioner?identifier=system|value"), an
// identifier alone and a contained resource all lead to one participant where
// identifiers show that they are the same. A reference to a resource that is not in
// the files still names somebody: it stands for a participant of whom nothing else is
// known, with a finding. What a contained resource says of somebody is read, and counts
// where a resource of their own does not say it. A participant who is contained in the
// Encounter and has no identifier is somebody who is not identified: in another encounter
// nobody could tell that it is the same person.
//
// A urn and an identifier alone do not say what they lead to. It is what the resource is
// that has them; where there is none in the files, what Reference.type says; and where
// that is silent, what the place suggests: a subject is a patient, a participant a
// practitioner, as most are. A group, a device, a place or an organization is nobody, and
// has no encounters.
//
// Two patients, or two practitioners, who share an identifier stay two, with a finding:
// the id of a resource says who somebody is, and an identifier may be wrong, or that of a
// household. A reference by what several have leads to none of them. Neither does one by
// a list of identifiers ("identifier=a|1,b|2") of which none is in the files, or which
// fits several. A participant who is named so is somebody who is not identified.
//
// # Ids
//
// The id of somebody is made of the type and id of the resource where an encounter, or
// the PractitionerRole that it names, refers to them by these, or by a urn; where they are
// called by identifiers alone, of the first of these in the order of the bytes. So it is
// the same whether or not the resource is among the files. It is another in two sets of
// files of which one calls somebody by id and the other by identifier, or names
// them through a PractitionerRole that only one of them has: files that belong together
// are to be converted together. The row "person in an encounter" of the account says how
// many are called in which way, and where both stand side by side in one role, a finding.
//
// That an id and an identifier are of one person, a resource tells that has both, or else
// a reference that has both.
//
// # Versions
//
// Of several resources of one type and id, as of exports that were made one after the
// other, the one counts that was updated last (meta.lastUpdated), or has the highest
// number (meta.versionId); where neither tells, the first, or the first that took
// place. The others are findings.
//
// # Interpreters
//
// FHIR says that a translator took part, and not whether in the room or on the phone.
// Records must say so: without [Import.Interpreter] a translator is left out, with a
// finding, and each encounter says that it is not recorded whether an interpreter took part.
// With it, only an encounter says so that names nobody, or more people than there is place
// for, as one that names others is taken to name all. A Practitioner who then translates is
// an interpreter, and a participant of their own, with the languages of the resource:
// "fhir/interpreter/Practitioner/7". So one who talks in one encounter and interprets in
// another is two participants, whether or not both encounters are in the files. Who also
// takes part otherwise in the same encounter, named by the same reference, and a relative,
// are no interpreters by calling and interpret ad hoc, whatever it says.
//
// # Memory
//
// Files are read twice, first for the people, then for the encounters, which are
// handed on one by one; and once more where a later version of a resource comes behind
// an earlier one, and where an encounter names one that it is part of by an identifier.
// What is kept are the people, with their ids and identifiers; some 450 bytes for each
// encounter, its id, version and start; the id and version of each goal and preference;
// and the bytes of one resource, at most [MaxResource].
package fhir
