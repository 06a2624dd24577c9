* Reads the tables of this folder, labels them, and saves each as a data set.
* Run it in the folder: do labels.do
version 14

clear
import delimited using "participants.csv", clear delimiters(",") varnames(nonames) rowrange(2) stringcols(_all) encoding("utf-8") bindquote(strict)
rename v1 id
label variable id `"Pseudonym"'
rename v2 participantKind
gen byte participantKind_ = .
replace participantKind_ = 1 if participantKind == `"patient"'
label define l2_participantKind 1 `"patient"', modify
replace participantKind_ = 2 if participantKind == `"professional"'
label define l2_participantKind 2 `"professional"', modify
replace participantKind_ = 3 if participantKind == `"interpreter"'
label define l2_participantKind 3 `"interpreter"', modify
replace participantKind_ = 4 if participantKind == `"relative"'
label define l2_participantKind 4 `"relative"', modify
replace participantKind_ = 5 if participantKind == `"observer"'
label define l2_participantKind 5 `"observer"', modify
replace participantKind_ = 6 if participantKind == `"researcher"'
label define l2_participantKind 6 `"researcher"', modify
label values participantKind_ l2_participantKind
drop participantKind
rename participantKind_ participantKind
label variable participantKind `"Kind of participant"'
rename v3 profession
gen byte profession_ = .
replace profession_ = 1 if profession == `"doctor"'
label define l3_profession 1 `"doctor"', modify
replace profession_ = 2 if profession == `"nurse"'
label define l3_profession 2 `"nurse"', modify
replace profession_ = 3 if profession == `"social-worker"'
label define l3_profession 3 `"social worker"', modify
replace profession_ = 4 if profession == `"psychologist"'
label define l3_profession 4 `"psychologist"', modify
replace profession_ = 5 if profession == `"physiotherapist"'
label define l3_profession 5 `"physiotherapist"', modify
replace profession_ = 6 if profession == `"midwife"'
label define l3_profession 6 `"midwife"', modify
replace profession_ = 7 if profession == `"secretary"'
label define l3_profession 7 `"secretary"', modify
replace profession_ = 8 if profession == `"other"'
label define l3_profession 8 `"other"', modify
label values profession_ l3_profession
drop profession
rename profession_ profession
label variable profession `"Profession"'
rename v4 sector
gen byte sector_ = .
replace sector_ = 1 if sector == `"hospital"'
label define l4_sector 1 `"hospital"', modify
replace sector_ = 2 if sector == `"primary-care"'
label define l4_sector 2 `"primary care"', modify
replace sector_ = 3 if sector == `"municipality"'
label define l4_sector 3 `"municipality"', modify
replace sector_ = 4 if sector == `"voluntary"'
label define l4_sector 4 `"voluntary"', modify
replace sector_ = 5 if sector == `"private"'
label define l4_sector 5 `"private"', modify
replace sector_ = 6 if sector == `"other"'
label define l4_sector 6 `"other"', modify
label values sector_ l4_sector
drop sector
rename sector_ sector
label variable sector `"Sector"'
rename v5 languages
destring languages, replace
label variable languages `"Languages"'
rename v6 ageBand
gen byte ageBand_ = .
replace ageBand_ = 1 if ageBand == `"0-17"'
label define l6_ageBand 1 `"0-17"', modify
replace ageBand_ = 2 if ageBand == `"18-29"'
label define l6_ageBand 2 `"18-29"', modify
replace ageBand_ = 3 if ageBand == `"30-39"'
label define l6_ageBand 3 `"30-39"', modify
replace ageBand_ = 4 if ageBand == `"40-49"'
label define l6_ageBand 4 `"40-49"', modify
replace ageBand_ = 5 if ageBand == `"50-59"'
label define l6_ageBand 5 `"50-59"', modify
replace ageBand_ = 6 if ageBand == `"60-69"'
label define l6_ageBand 6 `"60-69"', modify
replace ageBand_ = 7 if ageBand == `"70-79"'
label define l6_ageBand 7 `"70-79"', modify
replace ageBand_ = 8 if ageBand == `"80-89"'
label define l6_ageBand 8 `"80-89"', modify
replace ageBand_ = 9 if ageBand == `"90+"'
label define l6_ageBand 9 `"90+"', modify
replace ageBand_ = 10 if ageBand == `"unknown"'
label define l6_ageBand 10 `"unknown"', modify
label values ageBand_ l6_ageBand
drop ageBand
rename ageBand_ ageBand
label variable ageBand `"Age band"'
rename v7 residence
gen byte residence_ = .
replace residence_ = 1 if residence == `"0"'
label define l7_residence 1 `"0"', modify
replace residence_ = 2 if residence == `"1-4"'
label define l7_residence 2 `"1-4"', modify
replace residence_ = 3 if residence == `"5-9"'
label define l7_residence 3 `"5-9"', modify
replace residence_ = 4 if residence == `"10-19"'
label define l7_residence 4 `"10-19"', modify
replace residence_ = 5 if residence == `"20+"'
label define l7_residence 5 `"20+"', modify
replace residence_ = 6 if residence == `"born"'
label define l7_residence 6 `"born"', modify
replace residence_ = 7 if residence == `"unknown"'
label define l7_residence 7 `"unknown"', modify
label values residence_ l7_residence
drop residence
rename residence_ residence
label variable residence `"Length of residence"'
rename v8 education
gen byte education_ = .
replace education_ = 1 if education == `"none"'
label define l8_education 1 `"none"', modify
replace education_ = 2 if education == `"primary"'
label define l8_education 2 `"primary"', modify
replace education_ = 3 if education == `"secondary"'
label define l8_education 3 `"secondary"', modify
replace education_ = 4 if education == `"tertiary"'
label define l8_education 4 `"tertiary"', modify
replace education_ = 5 if education == `"unknown"'
label define l8_education 5 `"unknown"', modify
label values education_ l8_education
drop education
rename education_ education
label variable education `"Education"'
rename v9 consent
gen byte consent_ = .
replace consent_ = 1 if consent == `"given"'
label define l9_consent 1 `"given"', modify
replace consent_ = 2 if consent == `"withdrawn"'
label define l9_consent 2 `"withdrawn"', modify
replace consent_ = 3 if consent == `"not-asked"'
label define l9_consent 3 `"not asked"', modify
label values consent_ l9_consent
drop consent
rename consent_ consent
label variable consent `"Consent"'
order id participantKind profession sector languages ageBand residence education consent
save "participants.dta", replace

clear
import delimited using "participant_languages.csv", clear delimiters(",") varnames(nonames) rowrange(2) stringcols(_all) encoding("utf-8") bindquote(strict)
rename v1 participant_id
label variable participant_id `"Record"'
rename v2 languages_position
destring languages_position, replace
label variable languages_position `"Position"'
rename v3 languages
label variable languages `"Language"'
save "participant_languages.dta", replace

clear
import delimited using "encounters.csv", clear delimiters(",") varnames(nonames) rowrange(2) stringcols(_all) encoding("utf-8") bindquote(strict)
rename v1 id
label variable id `"Encounter id"'
rename v2 patient
label variable patient `"Patient"'
rename v3 start
label variable start `"Start"'
rename v4 end
label variable end `"End"'
rename v5 durationMs
destring durationMs, replace
label variable durationMs `"Duration"'
rename v6 mode
gen byte mode_ = .
replace mode_ = 1 if mode == `"in-person"'
label define l6_mode 1 `"in person"', modify
replace mode_ = 2 if mode == `"phone"'
label define l6_mode 2 `"phone"', modify
replace mode_ = 3 if mode == `"video"'
label define l6_mode 3 `"video"', modify
replace mode_ = 4 if mode == `"text-message"'
label define l6_mode 4 `"text message"', modify
replace mode_ = 5 if mode == `"home-visit"'
label define l6_mode 5 `"home visit"', modify
label values mode_ l6_mode
drop mode
rename mode_ mode
label variable mode `"Mode"'
rename v7 setting
gen byte setting_ = .
replace setting_ = 1 if setting == `"outpatient-clinic"'
label define l7_setting 1 `"outpatient clinic"', modify
replace setting_ = 2 if setting == `"hospital-ward"'
label define l7_setting 2 `"hospital ward"', modify
replace setting_ = 3 if setting == `"emergency"'
label define l7_setting 3 `"emergency"', modify
replace setting_ = 4 if setting == `"general-practice"'
label define l7_setting 4 `"general practice"', modify
replace setting_ = 5 if setting == `"municipality"'
label define l7_setting 5 `"municipality"', modify
replace setting_ = 6 if setting == `"home"'
label define l7_setting 6 `"home"', modify
replace setting_ = 7 if setting == `"other"'
label define l7_setting 7 `"other"', modify
label values setting_ l7_setting
drop setting
rename setting_ setting
label variable setting `"Setting"'
rename v8 planned
gen byte planned_ = cond(planned == "", ., planned == "true")
drop planned
rename planned_ planned
label variable planned `"Planned"'
rename v9 initiatedBy
label variable initiatedBy `"Initiated by"'
rename v10 withinLimits
gen byte withinLimits_ = cond(withinLimits == "", ., withinLimits == "true")
drop withinLimits
rename withinLimits_ withinLimits
label variable withinLimits `"Within agreed limits"'
rename v11 recording
gen byte recording_ = .
replace recording_ = 1 if recording == `"none"'
label define l11_recording 1 `"none"', modify
replace recording_ = 2 if recording == `"field-notes"'
label define l11_recording 2 `"field notes"', modify
replace recording_ = 3 if recording == `"audio"'
label define l11_recording 3 `"audio"', modify
replace recording_ = 4 if recording == `"video"'
label define l11_recording 4 `"video"', modify
label values recording_ l11_recording
drop recording
rename recording_ recording
label variable recording `"Recording"'
rename v12 phase
gen byte phase_ = .
replace phase_ = 1 if phase == `"observation"'
label define l12_phase 1 `"observation"', modify
replace phase_ = 2 if phase == `"interview"'
label define l12_phase 2 `"interview"', modify
replace phase_ = 3 if phase == `"focus-group"'
label define l12_phase 3 `"focus group"', modify
replace phase_ = 4 if phase == `"co-researcher"'
label define l12_phase 4 `"co researcher"', modify
replace phase_ = 5 if phase == `"member-check"'
label define l12_phase 5 `"member check"', modify
label values phase_ l12_phase
drop phase
rename phase_ phase
label variable phase `"Study phase"'
rename v13 presence
destring presence, replace
label variable presence `"Presence"'
rename v14 rolesNotRecorded
destring rolesNotRecorded, replace
label variable rolesNotRecorded `"Roles not recorded"'
rename v15 turns
destring turns, replace
label variable turns `"Turns"'
rename v16 steps
destring steps, replace
label variable steps `"Sense-making steps"'
rename v17 cues
destring cues, replace
label variable cues `"Emotional cues"'
rename v18 concerns
destring concerns, replace
label variable concerns `"Concerns"'
rename v19 decisions
destring decisions, replace
label variable decisions `"Decisions"'
rename v20 links
destring links, replace
label variable links `"Continuity links"'
rename v21 linkKindsNotRecorded
destring linkKindsNotRecorded, replace
label variable linkKindsNotRecorded `"Kinds of link not recorded"'
order id patient start end durationMs mode setting planned initiatedBy withinLimits recording phase presence rolesNotRecorded turns steps cues concerns decisions links linkKindsNotRecorded
save "encounters.dta", replace

clear
import delimited using "encounter_rolesNotRecorded.csv", clear delimiters(",") varnames(nonames) rowrange(2) stringcols(_all) encoding("utf-8") bindquote(strict)
rename v1 encounter_id
label variable encounter_id `"Record"'
rename v2 rolesNotRecorded_position
destring rolesNotRecorded_position, replace
label variable rolesNotRecorded_position `"Position"'
rename v3 rolesNotRecorded
gen byte rolesNotRecorded_ = .
replace rolesNotRecorded_ = 1 if rolesNotRecorded == `"patient"'
label define l3_rolesNotRecorded 1 `"patient"', modify
replace rolesNotRecorded_ = 2 if rolesNotRecorded == `"professional"'
label define l3_rolesNotRecorded 2 `"professional"', modify
replace rolesNotRecorded_ = 3 if rolesNotRecorded == `"interpreter"'
label define l3_rolesNotRecorded 3 `"interpreter"', modify
replace rolesNotRecorded_ = 4 if rolesNotRecorded == `"relative"'
label define l3_rolesNotRecorded 4 `"relative"', modify
replace rolesNotRecorded_ = 5 if rolesNotRecorded == `"observer"'
label define l3_rolesNotRecorded 5 `"observer"', modify
replace rolesNotRecorded_ = 6 if rolesNotRecorded == `"researcher"'
label define l3_rolesNotRecorded 6 `"researcher"', modify
label values rolesNotRecorded_ l3_rolesNotRecorded
drop rolesNotRecorded
rename rolesNotRecorded_ rolesNotRecorded
label variable rolesNotRecorded `"Role not recorded"'
order encounter_id rolesNotRecorded_position rolesNotRecorded
save "encounter_rolesNotRecorded.dta", replace

clear
import delimited using "encounter_turns.csv", clear delimiters(",") varnames(nonames) rowrange(2) stringcols(_all) encoding("utf-8") bindquote(strict)
rename v1 encounter_id
label variable encounter_id `"Record"'
rename v2 turns_position
destring turns_position, replace
label variable turns_position `"Position"'
rename v3 id
label variable id `"Turn name"'
rename v4 speaker
label variable speaker `"Speaker"'
rename v5 addressees
destring addressees, replace
label variable addressees `"Addressees"'
rename v6 startMs
destring startMs, replace
label variable startMs `"Start of the turn"'
rename v7 endMs
destring endMs, replace
label variable endMs `"End of the turn"'
rename v8 words
destring words, replace
label variable words `"Words"'
rename v9 language
label variable language `"Language of the turn"'
rename v10 floor
gen byte floor_ = .
replace floor_ = 1 if floor == `"turn"'
label define l10_floor 1 `"turn"', modify
replace floor_ = 2 if floor == `"backchannel"'
label define l10_floor 2 `"backchannel"', modify
replace floor_ = 3 if floor == `"overlap"'
label define l10_floor 3 `"overlap"', modify
replace floor_ = 4 if floor == `"interruption"'
label define l10_floor 4 `"interruption"', modify
label values floor_ l10_floor
drop floor
rename floor_ floor
label variable floor `"Floor"'
order encounter_id turns_position id speaker addressees startMs endMs words language floor
save "encounter_turns.dta", replace

clear
import delimited using "encounter_turns_addressees.csv", clear delimiters(",") varnames(nonames) rowrange(2) stringcols(_all) encoding("utf-8") bindquote(strict)
rename v1 encounter_id
label variable encounter_id `"Record"'
rename v2 turns_position
destring turns_position, replace
label variable turns_position `"Position"'
rename v3 addressees_position
destring addressees_position, replace
label variable addressees_position `"Position"'
rename v4 addressees
label variable addressees `"Id"'
save "encounter_turns_addressees.dta", replace

clear
import delimited using "encounter_linkKindsNotRecorded.csv", clear delimiters(",") varnames(nonames) rowrange(2) stringcols(_all) encoding("utf-8") bindquote(strict)
rename v1 encounter_id
label variable encounter_id `"Record"'
rename v2 linkKindsNotRecorded_position
destring linkKindsNotRecorded_position, replace
label variable linkKindsNotRecorded_position `"Position"'
rename v3 linkKindsNotRecorded
gen byte linkKindsNotRecorded_ = .
replace linkKindsNotRecorded_ = 1 if linkKindsNotRecorded == `"relational"'
label define l3_linkKindsNotRecorded 1 `"relational"', modify
replace linkKindsNotRecorded_ = 2 if linkKindsNotRecorded == `"informational"'
label define l3_linkKindsNotRecorded 2 `"informational"', modify
replace linkKindsNotRecorded_ = 3 if linkKindsNotRecorded == `"management"'
label define l3_linkKindsNotRecorded 3 `"management"', modify
label values linkKindsNotRecorded_ l3_linkKindsNotRecorded
drop linkKindsNotRecorded
rename linkKindsNotRecorded_ linkKindsNotRecorded
label variable linkKindsNotRecorded `"Kind of link not recorded"'
order encounter_id linkKindsNotRecorded_position linkKindsNotRecorded
save "encounter_linkKindsNotRecorded.dta", replace

clear
import delimited using "studies.csv", clear delimiters(",") varnames(nonames) rowrange(2) stringcols(_all) encoding("utf-8") bindquote(strict)
rename v1 id
label variable id `"Study id"'
rename v2 title
label variable title `"Title"'
rename v3 phases
destring phases, replace
label variable phases `"Phases"'
rename v4 methodology
label variable methodology `"Methodology"'
rename v5 sampling_method
label variable sampling_method `"Sampling method"'
rename v6 sampling_approach
label variable sampling_approach `"Method of approach"'
rename v7 sampling_refused
destring sampling_refused, replace
label variable sampling_refused `"Non-participation"'
rename v8 ethics_approval
label variable ethics_approval `"Approval"'
rename v9 ethics_consentPolicy
label variable ethics_consentPolicy `"Consent policy"'
rename v10 team
destring team, replace
label variable team `"Research team"'
rename v11 relationshipEstablished
label variable relationshipEstablished `"Relationship established"'
rename v12 participantKnowledge
label variable participantKnowledge `"Participant knowledge of the researchers"'
rename v13 instruments
destring instruments, replace
label variable instruments `"Instruments"'
rename v14 transcriptsReturned
gen byte transcriptsReturned_ = cond(transcriptsReturned == "", ., transcriptsReturned == "true")
drop transcriptsReturned
rename transcriptsReturned_ transcriptsReturned
label variable transcriptsReturned `"Transcripts returned"'
rename v15 software
destring software, replace
label variable software `"Software"'
rename v16 checklists_coreq
destring checklists_coreq, replace
label variable checklists_coreq `"COREQ answers"'
rename v17 checklists_srqr
destring checklists_srqr, replace
label variable checklists_srqr `"SRQR answers"'
order id title phases methodology sampling_method sampling_approach sampling_refused ethics_approval ethics_consentPolicy team relationshipEstablished participantKnowledge instruments transcriptsReturned software checklists_coreq checklists_srqr
save "studies.dta", replace

clear
import delimited using "sources.csv", clear delimiters(",") varnames(nonames) rowrange(2) stringcols(_all) encoding("utf-8") bindquote(strict)
rename v1 id
label variable id `"Source id"'
rename v2 form
gen byte form_ = .
replace form_ = 1 if form == `"transcript"'
label define l2_form 1 `"transcript"', modify
replace form_ = 2 if form == `"field-notes"'
label define l2_form 2 `"field notes"', modify
replace form_ = 3 if form == `"interview"'
label define l2_form 3 `"interview"', modify
replace form_ = 4 if form == `"focus-group"'
label define l2_form 4 `"focus group"', modify
replace form_ = 5 if form == `"document"'
label define l2_form 5 `"document"', modify
label values form_ l2_form
drop form
rename form_ form
label variable form `"Form"'
rename v3 encounter
label variable encounter `"Encounter"'
rename v4 language
label variable language `"Language"'
rename v5 sha256
label variable sha256 `"SHA-256"'
rename v6 length
destring length, replace
label variable length `"Length"'
order id form encounter language sha256 length
save "sources.dta", replace

clear
import delimited using "estimates.csv", clear delimiters(",") varnames(nonames) rowrange(2) stringcols(_all) encoding("utf-8") bindquote(strict)
rename v1 of_kind
label variable of_kind `"Kind of subject"'
rename v2 of_id
label variable of_id `"Subject"'
rename v3 measure
label variable measure `"Measure"'
rename v4 value
destring value, replace
label variable value `"Value"'
save "estimates.dta", replace
