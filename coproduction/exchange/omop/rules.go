package omop

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/schema"
)

const (
	ruleBare           schema.RuleID = "omop-quote-bare"
	ruleBirth          schema.RuleID = "omop-birth"
	ruleBranch         schema.RuleID = "omop-chain-branch"
	ruleBroken         schema.RuleID = "omop-chain-broken"
	ruleCapped         schema.RuleID = "omop-findings-capped"
	ruleCircle         schema.RuleID = "omop-chain-circle"
	ruleClocks         schema.RuleID = "omop-clocks-changed"
	ruleColumn         schema.RuleID = "omop-column-missing"
	ruleColumnOnce     schema.RuleID = "omop-column-once"
	ruleCompressed     schema.RuleID = "omop-compressed"
	ruleConcept        schema.RuleID = "omop-visit-concept"
	ruleDay            schema.RuleID = "omop-start-day"
	ruleDecimal        schema.RuleID = "omop-number-decimal"
	ruleDetail         schema.RuleID = "omop-detail-visit"
	ruleEncoding       schema.RuleID = "omop-encoding"
	ruleEnd            schema.RuleID = "omop-end"
	ruleForward        schema.RuleID = "omop-chain-forward"
	ruleID             schema.RuleID = "omop-number"
	ruleLong           schema.RuleID = "omop-row-long"
	ruleMark           schema.RuleID = "omop-byte-order-mark"
	ruleMidnight       schema.RuleID = "omop-start-midnight"
	ruleNobody         schema.RuleID = "omop-visit-provider"
	ruleNoRows         schema.RuleID = "omop-no-rows"
	ruleNoVisits       schema.RuleID = "omop-no-visits"
	rulePersonListed   schema.RuleID = "omop-person-listed"
	rulePersonOnce     schema.RuleID = "omop-person-once"
	ruleProviderListed schema.RuleID = "omop-provider-listed"
	ruleProviderOnce   schema.RuleID = "omop-provider-once"
	ruleQuote          schema.RuleID = "omop-quote"
	ruleRagged         schema.RuleID = "omop-ragged"
	ruleSeats          schema.RuleID = "omop-visit-professionals"
	ruleSeparator      schema.RuleID = "omop-separator"
	ruleSiteOnce       schema.RuleID = "omop-care-site-once"
	ruleSpecialty      schema.RuleID = "omop-specialty"
	ruleStart          schema.RuleID = "omop-start"
	ruleAgrees         schema.RuleID = "omop-start-agrees"
	ruleStranger       schema.RuleID = "omop-chain-person"
	ruleTable          schema.RuleID = "omop-table"
	ruleTelehealth     schema.RuleID = "omop-telehealth"
	ruleVersion        schema.RuleID = "omop-version"
	ruleVisitOnce      schema.RuleID = "omop-visit-once"
	ruleWord           schema.RuleID = "omop-missing-word"
	ruleZone           schema.RuleID = "omop-start-zone"
)

const (
	cdm     = "OMOP Common Data Model 5.4"
	rfc4180 = "RFC 4180"
)

// rules are sorted by id.
var rules = []schema.Rule{
	{ID: ruleBirth, Severity: schema.Warning,
		Title: "A birth has a year from 1800 to 2099, and a month and a day of the calendar", Why: "the age band at the first visit rests on it; what is out of range was passed over",
		Mend: "correct the year, month or day in PERSON, or leave it empty", Source: cdm},
	{ID: ruleMark, Severity: schema.Note,
		Title: "A table begins with the name of its first column, not with a byte order mark", Why: "the mark is passed over here, but other tools take it for a part of the name",
		Mend: "nothing here, for Excel writes one in each CSV UTF-8; save it without one where another tool stumbles"},
	{ID: ruleSiteOnce, Severity: schema.Error,
		Title: "A care site has one row", Why: "nobody can tell which of the two is meant; the later one was refused",
		Mend: "keep one of the rows", Source: cdm},
	{ID: ruleBranch, Severity: schema.Warning,
		Title: "A visit is the one before of one visit at most", Why: "a chain that branches leaves the order of the visits open; both links were kept, and along the chain this patient has no order",
		Mend: "give each visit the one right before it", Source: cdm},
	{ID: ruleBroken, Severity: schema.Warning,
		Title: "The visit before a visit is in the table", Why: "a link that leads nowhere was left out, and the chain may be in pieces, as in an extract of some visits",
		Mend: "extract all visits of each person, or the chain of those extracted", Source: cdm},
	{ID: ruleCircle, Severity: schema.Warning,
		Title: "The chain of visits does not run in a circle", Why: "nobody can tell where it begins; the links of the circle were left out",
		Mend: "correct preceding_visit_occurrence_id of the visits of the circle", Source: cdm},
	{ID: ruleForward, Severity: schema.Warning,
		Title: "The visit before a visit does not start later", Why: "the chain and the times contradict each other; the link was left out",
		Mend: "correct the start of one of the visits, or preceding_visit_occurrence_id", Source: cdm},
	{ID: ruleStranger, Severity: schema.Warning,
		Title: "The visit before a visit is of the same person", Why: "continuity is over the visits of one person; the link was left out",
		Mend: "correct preceding_visit_occurrence_id, or person_id of one of the visits", Source: cdm},
	{ID: ruleClocks, Severity: schema.Warning,
		Title: "The clocks of the zone that was named show each time once", Why: "where they were put back a time was shown twice, and the first was taken; where they were put forward it was never shown, and as much later was taken, so the order of visits of that hour is not sure",
		Mend: "write the zone behind such times, as in 2024-10-27 02:30:00+01:00", Source: cdm},
	{ID: ruleColumn, Severity: schema.Error,
		Title: "A table has the columns that its rows cannot be read without", Why: "a visit belongs to a person and has a start",
		Mend: "export VISIT_OCCURRENCE with person_id, and visit_start_date or visit_start_datetime", Source: cdm},
	{ID: ruleColumnOnce, Severity: schema.Error,
		Title: "No column that is read stands twice", Why: "nobody can tell which of the two is meant; the table was refused",
		Mend: "rename or remove one of the two columns"},
	{ID: ruleCompressed, Severity: schema.Error,
		Title: "A compressed table is whole", Why: "rows behind the damage are lost",
		Mend: "copy or export the file again", Source: "RFC 1952"},
	{ID: ruleDetail, Severity: schema.Warning,
		Title: "The visit that a row of VISIT_DETAIL is a part of is in VISIT_OCCURRENCE", Why: "whoever took part in it is lost to every count; the row was left out",
		Mend: "extract the visit too", Source: cdm},
	{ID: ruleEncoding, Severity: schema.Error,
		Title: "A table is text in UTF-8", Why: "its columns cannot be told in another encoding",
		Mend: "save the table as CSV UTF-8"},
	{ID: ruleEnd, Severity: schema.Warning,
		Title: "A visit ends no earlier than it starts, at a date or a date and time", Why: "a negative time would be taken from other visits; the end was left out",
		Mend: "correct visit_end_datetime or visit_end_date", Source: cdm},
	{ID: ruleCapped, Severity: schema.Note,
		Title: "At most 1000 findings of a table are listed", Why: "the last one gives their true number; so many findings mostly have one cause",
		Mend: "mend the first ones and read the table again"},
	{ID: ruleWord, Severity: schema.Note,
		Title: "What is missing in a table is an empty field", Why: "a word such as NULL or NA was read as \"nothing\"; as a name it would be one provider whom everybody has met",
		Mend: "write empty fields"},
	{ID: ruleNoRows, Severity: schema.Warning,
		Title: "A table has rows", Why: "a table that lost its rows must not pass for a register without visits",
		Mend: "export the table again"},
	{ID: ruleNoVisits, Severity: schema.Error,
		Title: "Among the files is VISIT_OCCURRENCE", Why: "without visits there is no encounter to make records of",
		Mend: "add the table, with the names of its columns in the first row", Source: cdm},
	{ID: ruleID, Severity: schema.Error,
		Title: "Numbers are whole, and what a row is about has one", Why: "a row that belongs to nobody would change the count of somebody's visits; a row without its own number was refused, any other value was passed over",
		Mend: "write the number in plain digits", Source: cdm},
	{ID: ruleDecimal, Severity: schema.Note,
		Title: "Whole numbers are written without a fraction", Why: "a column with gaps is often turned into decimals by the program that wrote it; they were read as whole numbers, but large ones may have been rounded before",
		Mend: "export the column as integers", Source: cdm},
	{ID: rulePersonListed, Severity: schema.Warning,
		Title: "The person of a visit is in PERSON", Why: "nothing but the visits is known of the patient, who was kept",
		Mend: "add PERSON, or the missing rows", Source: cdm},
	{ID: rulePersonOnce, Severity: schema.Error,
		Title: "A person has one row", Why: "nobody can tell which of the two is meant; the later one was refused",
		Mend: "keep one of the rows", Source: cdm},
	{ID: ruleProviderListed, Severity: schema.Warning,
		Title: "The provider of a visit is in PROVIDER", Why: "the profession is not known of somebody who counts in every measure of the team",
		Mend: "add PROVIDER, or the missing rows", Source: cdm},
	{ID: ruleProviderOnce, Severity: schema.Error,
		Title: "A provider has one row", Why: "nobody can tell which of the two is meant; the later one was refused",
		Mend: "keep one of the rows", Source: cdm},
	{ID: ruleQuote, Severity: schema.Error,
		Title: "Quotes enclose a whole field, and one inside a field is written twice", Why: "otherwise rows run into one another and visits disappear; rows after this place were not read",
		Mend: "close the quote, or write it twice", Source: rfc4180},
	{ID: ruleBare, Severity: schema.Note,
		Title: "A field that holds a quote is in quotes", Why: "the quote was taken as it stands, but other tools read such a table in another way",
		Mend: "export the table with quotes round such fields", Source: rfc4180},
	{ID: ruleRagged, Severity: schema.Error,
		Title: "Each row has as many fields as the first", Why: "a separator too many or too few moves the values into other columns; the row was refused",
		Mend: "put a value that holds a separator in quotes, or add the missing fields", Source: rfc4180},
	{ID: ruleLong, Severity: schema.Error,
		Title: "A row has at most a mebibyte", Why: "a quote that is not closed makes a row of the whole file; rows from this place on were not read",
		Mend: "look for a quote out of place, or leave out long notes"},
	{ID: ruleSeparator, Severity: schema.Error,
		Title: "The names of the columns are separated by one character: comma, tab, semicolon or vertical bar", Why: "the columns cannot be told apart otherwise",
		Mend: "export the table with commas", Source: rfc4180},
	{ID: ruleSpecialty, Severity: schema.Note,
		Title: "The specialty of a provider is one whose profession is known", Why: "professionals of no known profession are missing from the diversity of the team",
		Mend: "say what profession the concept is when importing", Source: cdm},
	{ID: ruleStart, Severity: schema.Warning,
		Title: "A visit has a start: a date, or a date and time, between 1900 and 2099", Why: "the order of the visits rests on it; the visit was kept without",
		Mend: "write 2024-03-04, or 2024-03-04 09:30:00", Source: cdm},
	{ID: ruleAgrees, Severity: schema.Warning,
		Title: "The date of a visit is that of its date and time", Why: "two answers to one question; the date and time was taken",
		Mend: "correct the one that is wrong", Source: cdm},
	{ID: ruleDay, Severity: schema.Warning,
		Title: "The start of a visit has a time of day", Why: "the order of visits within a day is not known, and SECON, handoffs and the like rest on it; the start is given as the beginning of the day",
		Mend: "export visit_start_datetime, or compute along the chain of links where the table has one", Source: cdm},
	{ID: ruleMidnight, Severity: schema.Warning,
		Title: "Visits do not all start at midnight", Why: "such times are dates in disguise, so the order of visits within a day is not known, and SECON, handoffs and the like rest on it; ends were left out, as visits would last no time or whole days",
		Mend: "export the true times, or compute along the chain of links where the table has one", Source: cdm},
	{ID: ruleZone, Severity: schema.Note,
		Title: "It is known in which zone times are", Why: "the model has none; read in another zone, a visit may fall on another day",
		Mend: "say which zone the times are in when importing", Source: cdm},
	{ID: ruleTable, Severity: schema.Warning,
		Title: "A file is one of the tables that are read", Why: "what it holds was left behind",
		Mend: "give VISIT_OCCURRENCE, PERSON, PROVIDER, VISIT_DETAIL, CARE_SITE or CDM_SOURCE, with the names of the columns in the first row", Source: cdm},
	{ID: ruleTelehealth, Severity: schema.Note,
		Title: "It is known whether telehealth visits were by phone or by video", Why: "seeing one another changes talk; the concept leaves it open, and so does the record",
		Mend: "say which it was when importing, if all were alike", Source: cdm},
	{ID: ruleVersion, Severity: schema.Warning,
		Title: "The tables are of version 5.3 or 5.4 of the model", Why: "columns of other versions may mean something else",
		Mend: "look up what has changed in the tables of visits, persons and providers", Source: cdm},
	{ID: ruleConcept, Severity: schema.Note,
		Title: "The concept of a visit tells a mode and a setting", Why: "the encounter is there, but nothing says whether it was a meeting, a call or a stay",
		Mend: "map visits to the concepts that the user guide of VISIT_OCCURRENCE names", Source: cdm},
	{ID: ruleVisitOnce, Severity: schema.Error,
		Title: "No two visits have the same number", Why: "the visit would be counted twice; the later row was refused",
		Mend: "keep one of the rows; further professionals belong into VISIT_DETAIL", Source: cdm},
	{ID: ruleSeats, Severity: schema.Warning,
		Title: "A visit has 199 professionals at most", Why: "an encounter has no place for more; those of the further parts were left out, and are in no count of the team",
		Mend: "look whether visit_occurrence_id of VISIT_DETAIL is that of a visit, and not of a stay of months"},
	{ID: ruleNobody, Severity: schema.Note,
		Title: "A visit names its provider", Why: "it was kept, but it takes no part in continuity, as nobody can tell whom the patient met",
		Mend: "fill in provider_id where it is known", Source: cdm},
}

// Rules returns every rule that these tables must keep, sorted by id.
func Rules() []schema.Rule { return slices.Clone(rules) }
