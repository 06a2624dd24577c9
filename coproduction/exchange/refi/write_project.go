package refi

import "strconv"

func (x *writing) project(p *Project) {
	x.start("Project")
	x.attr("xmlns", projectSpace)
	x.attr("name", p.Name)
	x.optional("origin", p.Origin)
	x.optional("creatingUserGUID", string(p.Stamp.CreatedBy))
	x.optional("creationDateTime", p.Stamp.Created)
	x.optional("modifyingUserGUID", string(p.Stamp.ModifiedBy))
	x.optional("modifiedDateTime", p.Stamp.Modified)
	x.optional("basePath", p.BasePath)
	list(x, "Users", p.Users, x.user)
	if len(p.Codes) > 0 {
		x.start("CodeBook")
		x.codes(p.Codes)
		x.end()
	}
	list(x, "Variables", p.Variables, x.variable)
	list(x, "Cases", p.Cases, x.caseOf)
	list(x, "Sources", p.Sources, func(s Source) { x.source(string(s.Kind), &s) })
	list(x, "Notes", p.Notes, func(s Source) { x.source("Note", &s) })
	list(x, "Links", p.Links, x.link)
	x.sets(p.Sets)
	list(x, "Graphs", p.Graphs, x.graph)
	x.description(p.Description)
	x.refs("NoteRef", p.NoteRefs)
	x.end()
}

func (x *writing) user(u User) {
	x.start("User")
	x.attr("guid", string(u.GUID))
	x.optional("name", u.Name)
	x.optional("id", u.ID)
	x.end()
}

func (x *writing) codes(codes []Code) { list(x, "Codes", codes, x.code) }

func (x *writing) code(c Code) {
	x.start("Code")
	x.attr("guid", string(c.GUID))
	x.attr("name", c.Name)
	x.attr("isCodable", strconv.FormatBool(c.Codable))
	x.optional("color", c.Color)
	x.description(c.Description)
	if !x.codebook {
		x.refs("NoteRef", c.NoteRefs)
	}
	for _, below := range c.Codes {
		x.code(below)
	}
	x.end()
}

func (x *writing) variable(v Variable) {
	x.start("Variable")
	x.attr("guid", string(v.GUID))
	x.attr("name", v.Name)
	x.attr("typeOfVariable", string(v.Type))
	x.description(v.Description)
	x.end()
}

func (x *writing) values(values []Value) {
	for _, v := range values {
		x.start("VariableValue")
		x.refs("VariableRef", []GUID{v.Variable})
		if v.Type != "" {
			x.element(string(v.Type)+"Value", v.Text)
		}
		x.end()
	}
}

func (x *writing) caseOf(c Case) {
	x.start("Case")
	x.attr("guid", string(c.GUID))
	x.optional("name", c.Name)
	x.description(c.Description)
	x.refs("CodeRef", c.Codes)
	x.values(c.Values)
	x.refs("SourceRef", c.Sources)
	x.refs("SelectionRef", c.Selections)
	x.end()
}

func (x *writing) link(l Link) {
	x.start("Link")
	x.attr("guid", string(l.GUID))
	x.optional("name", l.Name)
	x.optional("direction", l.Direction)
	x.optional("color", l.Color)
	x.optional("originGUID", string(l.Origin))
	x.optional("targetGUID", string(l.Target))
	x.refs("NoteRef", l.NoteRefs)
	x.end()
}

func (x *writing) sets(sets []Set) {
	list(x, "Sets", sets, func(s Set) {
		x.start("Set")
		x.attr("guid", string(s.GUID))
		x.attr("name", s.Name)
		x.description(s.Description)
		if !x.codebook {
			x.refs("MemberCode", s.Codes)
			x.refs("MemberSource", s.Sources)
			x.refs("MemberNote", s.Notes)
		} else {
			for _, code := range s.Codes { // the two schemas name the attribute differently
				x.start("MemberCode")
				x.attr("guid", string(code))
				x.end()
			}
		}
		x.end()
	})
}

func (x *writing) graph(g Graph) {
	x.start("Graph")
	x.attr("guid", string(g.GUID))
	x.optional("name", g.Name)
	for _, v := range g.Vertices {
		x.start("Vertex")
		x.attr("guid", string(v.GUID))
		x.optional("representedGUID", string(v.Represents))
		x.optional("name", v.Name)
		x.number("firstX", v.First.X)
		x.number("firstY", v.First.Y)
		if v.Second != nil {
			x.number("secondX", v.Second.X)
			x.number("secondY", v.Second.Y)
		}
		x.optional("shape", v.Shape)
		x.optional("color", v.Color)
		x.end()
	}
	for _, e := range g.Edges {
		x.start("Edge")
		x.attr("guid", string(e.GUID))
		x.optional("representedGUID", string(e.Represents))
		x.optional("name", e.Name)
		x.attr("sourceVertex", string(e.Source))
		x.attr("targetVertex", string(e.Target))
		x.optional("color", e.Color)
		x.optional("direction", e.Direction)
		x.optional("lineStyle", e.LineStyle)
		x.end()
	}
	x.end()
}
