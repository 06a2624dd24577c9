# Reads the tables of this folder into data frames, with factors and labels.
# Run it in the folder: source("labels.R")

table_of <- function(file) read.csv(file, colClasses = "character", na.strings = "", encoding = "UTF-8", check.names = FALSE)

participants <- table_of("participants.csv")
attr(participants[["id"]], "label") <- "Pseudonym"
participants[["participantKind"]] <- factor(participants[["participantKind"]], levels = c("patient", "professional", "interpreter", "relative", "observer", "researcher"), labels = c("patient", "professional", "interpreter", "relative", "observer", "researcher"))
attr(participants[["participantKind"]], "label") <- "Kind of participant"
participants[["profession"]] <- factor(participants[["profession"]], levels = c("doctor", "nurse", "social-worker", "psychologist", "physiotherapist", "midwife", "secretary", "other"), labels = c("doctor", "nurse", "social worker", "psychologist", "physiotherapist", "midwife", "secretary", "other"))
attr(participants[["profession"]], "label") <- "Profession"
participants[["sector"]] <- factor(participants[["sector"]], levels = c("hospital", "primary-care", "municipality", "voluntary", "private", "other"), labels = c("hospital", "primary care", "municipality", "voluntary", "private", "other"))
attr(participants[["sector"]], "label") <- "Sector"
participants[["languages"]] <- as.numeric(participants[["languages"]])
attr(participants[["languages"]], "label") <- "Languages"
participants[["ageBand"]] <- factor(participants[["ageBand"]], levels = c("0-17", "18-29", "30-39", "40-49", "50-59", "60-69", "70-79", "80-89", "90+", "unknown"), labels = c("0-17", "18-29", "30-39", "40-49", "50-59", "60-69", "70-79", "80-89", "90+", "unknown"))
attr(participants[["ageBand"]], "label") <- "Age band"
participants[["residence"]] <- factor(participants[["residence"]], levels = c("0", "1-4", "5-9", "10-19", "20+", "born", "unknown"), labels = c("0", "1-4", "5-9", "10-19", "20+", "born", "unknown"))
attr(participants[["residence"]], "label") <- "Length of residence"
participants[["education"]] <- factor(participants[["education"]], levels = c("none", "primary", "secondary", "tertiary", "unknown"), labels = c("none", "primary", "secondary", "tertiary", "unknown"))
attr(participants[["education"]], "label") <- "Education"
participants[["consent"]] <- factor(participants[["consent"]], levels = c("given", "withdrawn", "not-asked"), labels = c("given", "withdrawn", "not asked"))
attr(participants[["consent"]], "label") <- "Consent"

participant_languages <- table_of("participant_languages.csv")
attr(participant_languages[["participant_id"]], "label") <- "Record"
participant_languages[["languages_position"]] <- as.numeric(participant_languages[["languages_position"]])
attr(participant_languages[["languages_position"]], "label") <- "Position"
attr(participant_languages[["languages"]], "label") <- "Language"

encounters <- table_of("encounters.csv")
attr(encounters[["id"]], "label") <- "Encounter id"
attr(encounters[["patient"]], "label") <- "Patient"
attr(encounters[["start"]], "label") <- "Start"
attr(encounters[["end"]], "label") <- "End"
encounters[["durationMs"]] <- as.numeric(encounters[["durationMs"]])
attr(encounters[["durationMs"]], "label") <- "Duration"
encounters[["mode"]] <- factor(encounters[["mode"]], levels = c("in-person", "phone", "video", "text-message", "home-visit"), labels = c("in person", "phone", "video", "text message", "home visit"))
attr(encounters[["mode"]], "label") <- "Mode"
encounters[["setting"]] <- factor(encounters[["setting"]], levels = c("outpatient-clinic", "hospital-ward", "emergency", "general-practice", "municipality", "home", "other"), labels = c("outpatient clinic", "hospital ward", "emergency", "general practice", "municipality", "home", "other"))
attr(encounters[["setting"]], "label") <- "Setting"
encounters[["planned"]] <- encounters[["planned"]] == "true"
attr(encounters[["planned"]], "label") <- "Planned"
attr(encounters[["initiatedBy"]], "label") <- "Initiated by"
encounters[["withinLimits"]] <- encounters[["withinLimits"]] == "true"
attr(encounters[["withinLimits"]], "label") <- "Within agreed limits"
encounters[["recording"]] <- factor(encounters[["recording"]], levels = c("none", "field-notes", "audio", "video"), labels = c("none", "field notes", "audio", "video"))
attr(encounters[["recording"]], "label") <- "Recording"
encounters[["phase"]] <- factor(encounters[["phase"]], levels = c("observation", "interview", "focus-group", "co-researcher", "member-check"), labels = c("observation", "interview", "focus group", "co researcher", "member check"))
attr(encounters[["phase"]], "label") <- "Study phase"
encounters[["presence"]] <- as.numeric(encounters[["presence"]])
attr(encounters[["presence"]], "label") <- "Presence"
encounters[["rolesNotRecorded"]] <- as.numeric(encounters[["rolesNotRecorded"]])
attr(encounters[["rolesNotRecorded"]], "label") <- "Roles not recorded"
encounters[["turns"]] <- as.numeric(encounters[["turns"]])
attr(encounters[["turns"]], "label") <- "Turns"
encounters[["steps"]] <- as.numeric(encounters[["steps"]])
attr(encounters[["steps"]], "label") <- "Sense-making steps"
encounters[["cues"]] <- as.numeric(encounters[["cues"]])
attr(encounters[["cues"]], "label") <- "Emotional cues"
encounters[["concerns"]] <- as.numeric(encounters[["concerns"]])
attr(encounters[["concerns"]], "label") <- "Concerns"
encounters[["decisions"]] <- as.numeric(encounters[["decisions"]])
attr(encounters[["decisions"]], "label") <- "Decisions"
encounters[["links"]] <- as.numeric(encounters[["links"]])
attr(encounters[["links"]], "label") <- "Continuity links"
encounters[["linkKindsNotRecorded"]] <- as.numeric(encounters[["linkKindsNotRecorded"]])
attr(encounters[["linkKindsNotRecorded"]], "label") <- "Kinds of link not recorded"

encounter_rolesNotRecorded <- table_of("encounter_rolesNotRecorded.csv")
attr(encounter_rolesNotRecorded[["encounter_id"]], "label") <- "Record"
encounter_rolesNotRecorded[["rolesNotRecorded_position"]] <- as.numeric(encounter_rolesNotRecorded[["rolesNotRecorded_position"]])
attr(encounter_rolesNotRecorded[["rolesNotRecorded_position"]], "label") <- "Position"
encounter_rolesNotRecorded[["rolesNotRecorded"]] <- factor(encounter_rolesNotRecorded[["rolesNotRecorded"]], levels = c("patient", "professional", "interpreter", "relative", "observer", "researcher"), labels = c("patient", "professional", "interpreter", "relative", "observer", "researcher"))
attr(encounter_rolesNotRecorded[["rolesNotRecorded"]], "label") <- "Role not recorded"

encounter_turns <- table_of("encounter_turns.csv")
attr(encounter_turns[["encounter_id"]], "label") <- "Record"
encounter_turns[["turns_position"]] <- as.numeric(encounter_turns[["turns_position"]])
attr(encounter_turns[["turns_position"]], "label") <- "Position"
attr(encounter_turns[["id"]], "label") <- "Turn name"
attr(encounter_turns[["speaker"]], "label") <- "Speaker"
encounter_turns[["addressees"]] <- as.numeric(encounter_turns[["addressees"]])
attr(encounter_turns[["addressees"]], "label") <- "Addressees"
encounter_turns[["startMs"]] <- as.numeric(encounter_turns[["startMs"]])
attr(encounter_turns[["startMs"]], "label") <- "Start of the turn"
encounter_turns[["endMs"]] <- as.numeric(encounter_turns[["endMs"]])
attr(encounter_turns[["endMs"]], "label") <- "End of the turn"
encounter_turns[["words"]] <- as.numeric(encounter_turns[["words"]])
attr(encounter_turns[["words"]], "label") <- "Words"
attr(encounter_turns[["language"]], "label") <- "Language of the turn"
encounter_turns[["floor"]] <- factor(encounter_turns[["floor"]], levels = c("turn", "backchannel", "overlap", "interruption"), labels = c("turn", "backchannel", "overlap", "interruption"))
attr(encounter_turns[["floor"]], "label") <- "Floor"

encounter_turns_addressees <- table_of("encounter_turns_addressees.csv")
attr(encounter_turns_addressees[["encounter_id"]], "label") <- "Record"
encounter_turns_addressees[["turns_position"]] <- as.numeric(encounter_turns_addressees[["turns_position"]])
attr(encounter_turns_addressees[["turns_position"]], "label") <- "Position"
encounter_turns_addressees[["addressees_position"]] <- as.numeric(encounter_turns_addressees[["addressees_position"]])
attr(encounter_turns_addressees[["addressees_position"]], "label") <- "Position"
attr(encounter_turns_addressees[["addressees"]], "label") <- "Id"

encounter_linkKindsNotRecorded <- table_of("encounter_linkKindsNotRecorded.csv")
attr(encounter_linkKindsNotRecorded[["encounter_id"]], "label") <- "Record"
encounter_linkKindsNotRecorded[["linkKindsNotRecorded_position"]] <- as.numeric(encounter_linkKindsNotRecorded[["linkKindsNotRecorded_position"]])
attr(encounter_linkKindsNotRecorded[["linkKindsNotRecorded_position"]], "label") <- "Position"
encounter_linkKindsNotRecorded[["linkKindsNotRecorded"]] <- factor(encounter_linkKindsNotRecorded[["linkKindsNotRecorded"]], levels = c("relational", "informational", "management"), labels = c("relational", "informational", "management"))
attr(encounter_linkKindsNotRecorded[["linkKindsNotRecorded"]], "label") <- "Kind of link not recorded"

studies <- table_of("studies.csv")
attr(studies[["id"]], "label") <- "Study id"
attr(studies[["title"]], "label") <- "Title"
studies[["phases"]] <- as.numeric(studies[["phases"]])
attr(studies[["phases"]], "label") <- "Phases"
attr(studies[["methodology"]], "label") <- "Methodology"
attr(studies[["sampling_method"]], "label") <- "Sampling method"
attr(studies[["sampling_approach"]], "label") <- "Method of approach"
studies[["sampling_refused"]] <- as.numeric(studies[["sampling_refused"]])
attr(studies[["sampling_refused"]], "label") <- "Non-participation"
attr(studies[["ethics_approval"]], "label") <- "Approval"
attr(studies[["ethics_consentPolicy"]], "label") <- "Consent policy"
studies[["team"]] <- as.numeric(studies[["team"]])
attr(studies[["team"]], "label") <- "Research team"
attr(studies[["relationshipEstablished"]], "label") <- "Relationship established"
attr(studies[["participantKnowledge"]], "label") <- "Participant knowledge of the researchers"
studies[["instruments"]] <- as.numeric(studies[["instruments"]])
attr(studies[["instruments"]], "label") <- "Instruments"
studies[["transcriptsReturned"]] <- studies[["transcriptsReturned"]] == "true"
attr(studies[["transcriptsReturned"]], "label") <- "Transcripts returned"
studies[["software"]] <- as.numeric(studies[["software"]])
attr(studies[["software"]], "label") <- "Software"
studies[["checklists_coreq"]] <- as.numeric(studies[["checklists_coreq"]])
attr(studies[["checklists_coreq"]], "label") <- "COREQ answers"
studies[["checklists_srqr"]] <- as.numeric(studies[["checklists_srqr"]])
attr(studies[["checklists_srqr"]], "label") <- "SRQR answers"

sources <- table_of("sources.csv")
attr(sources[["id"]], "label") <- "Source id"
sources[["form"]] <- factor(sources[["form"]], levels = c("transcript", "field-notes", "interview", "focus-group", "document"), labels = c("transcript", "field notes", "interview", "focus group", "document"))
attr(sources[["form"]], "label") <- "Form"
attr(sources[["encounter"]], "label") <- "Encounter"
attr(sources[["language"]], "label") <- "Language"
attr(sources[["sha256"]], "label") <- "SHA-256"
sources[["length"]] <- as.numeric(sources[["length"]])
attr(sources[["length"]], "label") <- "Length"

estimates <- table_of("estimates.csv")
attr(estimates[["of_kind"]], "label") <- "Kind of subject"
attr(estimates[["of_id"]], "label") <- "Subject"
attr(estimates[["measure"]], "label") <- "Measure"
estimates[["value"]] <- as.numeric(estimates[["value"]])
attr(estimates[["value"]], "label") <- "Value"
