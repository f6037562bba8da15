export namespace bridge {
	
	export class Account {
	    loggedIn: boolean;
	    clientId: string;
	    organizationId: string;
	    organizationName: string;
	    server: string;
	
	    static createFrom(source: any = {}) {
	        return new Account(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.loggedIn = source["loggedIn"];
	        this.clientId = source["clientId"];
	        this.organizationId = source["organizationId"];
	        this.organizationName = source["organizationName"];
	        this.server = source["server"];
	    }
	}
	export class FindingEntry {
	    text: string;
	    kind: string;
	    key: string;
	    called: string;
	
	    static createFrom(source: any = {}) {
	        return new FindingEntry(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.text = source["text"];
	        this.kind = source["kind"];
	        this.key = source["key"];
	        this.called = source["called"];
	    }
	}
	export class Seats {
	    usedBefore: number;
	    usedAfter: number;
	    known: boolean;
	    boughtBefore: number;
	    boughtAfter: number;
	    buys: number;
	    limit?: number;
	
	    static createFrom(source: any = {}) {
	        return new Seats(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.usedBefore = source["usedBefore"];
	        this.usedAfter = source["usedAfter"];
	        this.known = source["known"];
	        this.boughtBefore = source["boughtBefore"];
	        this.boughtAfter = source["boughtAfter"];
	        this.buys = source["buys"];
	        this.limit = source["limit"];
	    }
	}
	export class Finding {
	    guard: string;
	    text: string;
	    count: number;
	    total: number;
	    limit: number;
	    used: number;
	    of: number;
	    removed: number;
	    revoked: number;
	    staged: boolean;
	    why: string;
	    seats?: Seats;
	    entries: FindingEntry[];
	    allowance: string;
	
	    static createFrom(source: any = {}) {
	        return new Finding(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.guard = source["guard"];
	        this.text = source["text"];
	        this.count = source["count"];
	        this.total = source["total"];
	        this.limit = source["limit"];
	        this.used = source["used"];
	        this.of = source["of"];
	        this.removed = source["removed"];
	        this.revoked = source["revoked"];
	        this.staged = source["staged"];
	        this.why = source["why"];
	        this.seats = this.convertValues(source["seats"], Seats);
	        this.entries = this.convertValues(source["entries"], FindingEntry);
	        this.allowance = source["allowance"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class FieldProblem {
	    key: string;
	    message: string;
	    example: string;
	    incomplete: boolean;
	    code: string;
	    args: string[];
	
	    static createFrom(source: any = {}) {
	        return new FieldProblem(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.key = source["key"];
	        this.message = source["message"];
	        this.example = source["example"];
	        this.incomplete = source["incomplete"];
	        this.code = source["code"];
	        this.args = source["args"];
	    }
	}
	export class Problem {
	    code: string;
	    message: string;
	    hint: string;
	    hintCode: string;
	    field: string;
	    fields: FieldProblem[];
	    findings: Finding[];
	
	    static createFrom(source: any = {}) {
	        return new Problem(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.code = source["code"];
	        this.message = source["message"];
	        this.hint = source["hint"];
	        this.hintCode = source["hintCode"];
	        this.field = source["field"];
	        this.fields = this.convertValues(source["fields"], FieldProblem);
	        this.findings = this.convertValues(source["findings"], Finding);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class Automatic {
	    state: string;
	    own: boolean;
	    pid: number;
	    since: string;
	    nextRun: string;
	    failures: number;
	    error?: Problem;
	
	    static createFrom(source: any = {}) {
	        return new Automatic(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.state = source["state"];
	        this.own = source["own"];
	        this.pid = source["pid"];
	        this.since = source["since"];
	        this.nextRun = source["nextRun"];
	        this.failures = source["failures"];
	        this.error = this.convertValues(source["error"], Problem);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class Background {
	    possible: boolean;
	    installed: boolean;
	    name: string;
	    state: string;
	    exit: number;
	    boot: boolean;
	    asks: boolean;
	    whileLoggedIn: boolean;
	
	    static createFrom(source: any = {}) {
	        return new Background(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.possible = source["possible"];
	        this.installed = source["installed"];
	        this.name = source["name"];
	        this.state = source["state"];
	        this.exit = source["exit"];
	        this.boot = source["boot"];
	        this.asks = source["asks"];
	        this.whileLoggedIn = source["whileLoggedIn"];
	    }
	}
	export class Certificate {
	    subject: string;
	    issuer: string;
	    names: string[];
	    from: string;
	    until: string;
	    sha256: string;
	
	    static createFrom(source: any = {}) {
	        return new Certificate(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.subject = source["subject"];
	        this.issuer = source["issuer"];
	        this.names = source["names"];
	        this.from = source["from"];
	        this.until = source["until"];
	        this.sha256 = source["sha256"];
	    }
	}
	export class Draft {
	    set: Record<string, string>;
	    unset: string[];
	    secrets: Record<string, string>;
	    forget: string[];
	    seen?: Record<string, string>;
	
	    static createFrom(source: any = {}) {
	        return new Draft(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.set = source["set"];
	        this.unset = source["unset"];
	        this.secrets = source["secrets"];
	        this.forget = source["forget"];
	        this.seen = source["seen"];
	    }
	}
	export class CertificateRequest {
	    part: string;
	    draft: Draft;
	
	    static createFrom(source: any = {}) {
	        return new CertificateRequest(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.part = source["part"];
	        this.draft = this.convertValues(source["draft"], Draft);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class Certificates {
	    chain: Certificate[];
	
	    static createFrom(source: any = {}) {
	        return new Certificates(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.chain = this.convertValues(source["chain"], Certificate);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class ReasonCount {
	    reason: string;
	    count: number;
	
	    static createFrom(source: any = {}) {
	        return new ReasonCount(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.reason = source["reason"];
	        this.count = source["count"];
	    }
	}
	export class Reason {
	    code: string;
	    params: Record<string, string>;
	
	    static createFrom(source: any = {}) {
	        return new Reason(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.code = source["code"];
	        this.params = source["params"];
	    }
	}
	export class Ref {
	    key: string;
	    id: string;
	    name: string;
	    reason: string;
	
	    static createFrom(source: any = {}) {
	        return new Ref(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.key = source["key"];
	        this.id = source["id"];
	        this.name = source["name"];
	        this.reason = source["reason"];
	    }
	}
	export class NamedChange {
	    at: number;
	    what: string;
	    action: string;
	    kind: string;
	    ref: Ref;
	    called: string;
	    before: string;
	    after: string;
	    joins: number;
	    leaves: number;
	    members: number;
	    reason: Reason;
	    unchecked: boolean;
	
	    static createFrom(source: any = {}) {
	        return new NamedChange(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.at = source["at"];
	        this.what = source["what"];
	        this.action = source["action"];
	        this.kind = source["kind"];
	        this.ref = this.convertValues(source["ref"], Ref);
	        this.called = source["called"];
	        this.before = source["before"];
	        this.after = source["after"];
	        this.joins = source["joins"];
	        this.leaves = source["leaves"];
	        this.members = source["members"];
	        this.reason = this.convertValues(source["reason"], Reason);
	        this.unchecked = source["unchecked"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class ChangePage {
	    total: number;
	    items: NamedChange[];
	    reasons: ReasonCount[];
	
	    static createFrom(source: any = {}) {
	        return new ChangePage(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.total = source["total"];
	        this.items = this.convertValues(source["items"], NamedChange);
	        this.reasons = this.convertValues(source["reasons"], ReasonCount);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class CheckRequest {
	    draft: Draft;
	
	    static createFrom(source: any = {}) {
	        return new CheckRequest(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.draft = this.convertValues(source["draft"], Draft);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class CheckStep {
	    part: string;
	    name: string;
	    status: string;
	    detail: string;
	    hint: string;
	    nobody: boolean;
	
	    static createFrom(source: any = {}) {
	        return new CheckStep(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.part = source["part"];
	        this.name = source["name"];
	        this.status = source["status"];
	        this.detail = source["detail"];
	        this.hint = source["hint"];
	        this.nobody = source["nobody"];
	    }
	}
	export class Counts {
	    users: number;
	    groups: number;
	    usersAdded: number;
	    usersChanged: number;
	    usersRemoved: number;
	    groupsAdded: number;
	    groupsChanged: number;
	    leftOut: number;
	    held: number;
	    notShown: number;
	    requests: number;
	    warnings: number;
	    usersRevoked: number;
	    usersRestored: number;
	    groupsDeleted: number;
	
	    static createFrom(source: any = {}) {
	        return new Counts(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.users = source["users"];
	        this.groups = source["groups"];
	        this.usersAdded = source["usersAdded"];
	        this.usersChanged = source["usersChanged"];
	        this.usersRemoved = source["usersRemoved"];
	        this.groupsAdded = source["groupsAdded"];
	        this.groupsChanged = source["groupsChanged"];
	        this.leftOut = source["leftOut"];
	        this.held = source["held"];
	        this.notShown = source["notShown"];
	        this.requests = source["requests"];
	        this.warnings = source["warnings"];
	        this.usersRevoked = source["usersRevoked"];
	        this.usersRestored = source["usersRestored"];
	        this.groupsDeleted = source["groupsDeleted"];
	    }
	}
	export class CountsQuery {
	    since: string;
	
	    static createFrom(source: any = {}) {
	        return new CountsQuery(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.since = source["since"];
	    }
	}
	export class Difference {
	    planned?: NamedChange;
	    now?: NamedChange;
	    plannedJoins: Ref[];
	    plannedLeaves: Ref[];
	    nowJoins: Ref[];
	    nowLeaves: Ref[];
	
	    static createFrom(source: any = {}) {
	        return new Difference(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.planned = this.convertValues(source["planned"], NamedChange);
	        this.now = this.convertValues(source["now"], NamedChange);
	        this.plannedJoins = this.convertValues(source["plannedJoins"], Ref);
	        this.plannedLeaves = this.convertValues(source["plannedLeaves"], Ref);
	        this.nowJoins = this.convertValues(source["nowJoins"], Ref);
	        this.nowLeaves = this.convertValues(source["nowLeaves"], Ref);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class DifferencePage {
	    total: number;
	    items: Difference[];
	
	    static createFrom(source: any = {}) {
	        return new DifferencePage(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.total = source["total"];
	        this.items = this.convertValues(source["items"], Difference);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class DifferenceQuery {
	    search: string;
	    offset: number;
	    limit: number;
	
	    static createFrom(source: any = {}) {
	        return new DifferenceQuery(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.search = source["search"];
	        this.offset = source["offset"];
	        this.limit = source["limit"];
	    }
	}
	export class DownloadRequest {
	    what: string;
	    format: string;
	    words?: Record<string, string>;
	
	    static createFrom(source: any = {}) {
	        return new DownloadRequest(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.what = source["what"];
	        this.format = source["format"];
	        this.words = source["words"];
	    }
	}
	
	export class DriftItem {
	    what: string;
	    kind: string;
	    ref: Ref;
	    now: string;
	    invited: boolean;
	    joined: Ref[];
	    joinedTotal: number;
	    left: Ref[];
	    leftTotal: number;
	    count: number;
	
	    static createFrom(source: any = {}) {
	        return new DriftItem(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.what = source["what"];
	        this.kind = source["kind"];
	        this.ref = this.convertValues(source["ref"], Ref);
	        this.now = source["now"];
	        this.invited = source["invited"];
	        this.joined = this.convertValues(source["joined"], Ref);
	        this.joinedTotal = source["joinedTotal"];
	        this.left = this.convertValues(source["left"], Ref);
	        this.leftTotal = source["leftTotal"];
	        this.count = source["count"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class DriftPage {
	    total: number;
	    items: DriftItem[];
	    reasons: ReasonCount[];
	
	    static createFrom(source: any = {}) {
	        return new DriftPage(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.total = source["total"];
	        this.items = this.convertValues(source["items"], DriftItem);
	        this.reasons = this.convertValues(source["reasons"], ReasonCount);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class Entry {
	    reference: string;
	    externalId: string;
	    stableId: string;
	    email: string;
	    name: string;
	    disabled: boolean;
	    deleted: boolean;
	    outside: boolean;
	    expires: string;
	
	    static createFrom(source: any = {}) {
	        return new Entry(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.reference = source["reference"];
	        this.externalId = source["externalId"];
	        this.stableId = source["stableId"];
	        this.email = source["email"];
	        this.name = source["name"];
	        this.disabled = source["disabled"];
	        this.deleted = source["deleted"];
	        this.outside = source["outside"];
	        this.expires = source["expires"];
	    }
	}
	export class StoryEvent {
	    run: string;
	    at: string;
	    what: string;
	    id: string;
	    name: string;
	    other?: Ref;
	    before: string;
	    after: string;
	    reason: Reason;
	    unchecked: boolean;
	    invited: boolean;
	    code: string;
	    text: string;
	    runs: number;
	    lastRun: string;
	
	    static createFrom(source: any = {}) {
	        return new StoryEvent(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.run = source["run"];
	        this.at = source["at"];
	        this.what = source["what"];
	        this.id = source["id"];
	        this.name = source["name"];
	        this.other = this.convertValues(source["other"], Ref);
	        this.before = source["before"];
	        this.after = source["after"];
	        this.reason = this.convertValues(source["reason"], Reason);
	        this.unchecked = source["unchecked"];
	        this.invited = source["invited"];
	        this.code = source["code"];
	        this.text = source["text"];
	        this.runs = source["runs"];
	        this.lastRun = source["lastRun"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class EventPage {
	    total: number;
	    items: StoryEvent[];
	
	    static createFrom(source: any = {}) {
	        return new EventPage(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.total = source["total"];
	        this.items = this.convertValues(source["items"], StoryEvent);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class ExplainRequest {
	    who: string;
	    kind: string;
	    now: boolean;
	
	    static createFrom(source: any = {}) {
	        return new ExplainRequest(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.who = source["who"];
	        this.kind = source["kind"];
	        this.now = source["now"];
	    }
	}
	export class ExplainStep {
	    name: string;
	    outcome: string;
	    reason: Reason;
	
	    static createFrom(source: any = {}) {
	        return new ExplainStep(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.name = source["name"];
	        this.outcome = source["outcome"];
	        this.reason = this.convertValues(source["reason"], Reason);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class Warning {
	    code: string;
	    key: string;
	    entry: string;
	    text: string;
	
	    static createFrom(source: any = {}) {
	        return new Warning(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.code = source["code"];
	        this.key = source["key"];
	        this.entry = source["entry"];
	        this.text = source["text"];
	    }
	}
	export class Would {
	    changes: NamedChange[];
	    joins: Ref[];
	    joinsTotal: number;
	    leaves: Ref[];
	    leavesTotal: number;
	    stops: Finding[];
	
	    static createFrom(source: any = {}) {
	        return new Would(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.changes = this.convertValues(source["changes"], NamedChange);
	        this.joins = this.convertValues(source["joins"], Ref);
	        this.joinsTotal = source["joinsTotal"];
	        this.leaves = this.convertValues(source["leaves"], Ref);
	        this.leavesTotal = source["leavesTotal"];
	        this.stops = this.convertValues(source["stops"], Finding);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class Has {
	    name: string;
	    externalId: string;
	    status: string;
	    role: string;
	    collectionsTotal: number;
	    collections: string[];
	
	    static createFrom(source: any = {}) {
	        return new Has(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.name = source["name"];
	        this.externalId = source["externalId"];
	        this.status = source["status"];
	        this.role = source["role"];
	        this.collectionsTotal = source["collectionsTotal"];
	        this.collections = source["collections"];
	    }
	}
	export class Had {
	    name: string;
	    wanted: string;
	    members: number;
	    inFlight: boolean;
	    revoked: boolean;
	    removedByHand: boolean;
	    beforeClear: boolean;
	
	    static createFrom(source: any = {}) {
	        return new Had(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.name = source["name"];
	        this.wanted = source["wanted"];
	        this.members = source["members"];
	        this.inFlight = source["inFlight"];
	        this.revoked = source["revoked"];
	        this.removedByHand = source["removedByHand"];
	        this.beforeClear = source["beforeClear"];
	    }
	}
	export class Holds {
	    users: number;
	    all: number;
	    listed: number;
	    nestedTotal: number;
	    nested: Ref[];
	
	    static createFrom(source: any = {}) {
	        return new Holds(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.users = source["users"];
	        this.all = source["all"];
	        this.listed = source["listed"];
	        this.nestedTotal = source["nestedTotal"];
	        this.nested = this.convertValues(source["nested"], Ref);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class Place {
	    reference: string;
	    name: string;
	    exclusions: Reason[];
	
	    static createFrom(source: any = {}) {
	        return new Place(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.reference = source["reference"];
	        this.name = source["name"];
	        this.exclusions = this.convertValues(source["exclusions"], Reason);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class Found {
	    kind: string;
	    ref: Ref;
	    name: string;
	    reference: string;
	
	    static createFrom(source: any = {}) {
	        return new Found(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.kind = source["kind"];
	        this.ref = this.convertValues(source["ref"], Ref);
	        this.name = source["name"];
	        this.reference = source["reference"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class Explained {
	    jobId: string;
	    who: string;
	    matches: Found[];
	    cached: boolean;
	    read: string;
	    looked: boolean;
	    kind: string;
	    ref: Ref;
	    name: string;
	    reference: string;
	    fate: string;
	    gone?: StoryEvent;
	    steps: ExplainStep[];
	    entry?: Entry;
	    located: Place[];
	    holds?: Holds;
	    had?: Had;
	    has?: Has;
	    would: Would;
	    actions: string[];
	    offboards: string;
	    membersTotal: number;
	    groupsTotal: number;
	    eventsTotal: number;
	    earlierRuns: number;
	    drift: DriftItem[];
	    warnings: Warning[];
	    conflict: boolean;
	
	    static createFrom(source: any = {}) {
	        return new Explained(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.jobId = source["jobId"];
	        this.who = source["who"];
	        this.matches = this.convertValues(source["matches"], Found);
	        this.cached = source["cached"];
	        this.read = source["read"];
	        this.looked = source["looked"];
	        this.kind = source["kind"];
	        this.ref = this.convertValues(source["ref"], Ref);
	        this.name = source["name"];
	        this.reference = source["reference"];
	        this.fate = source["fate"];
	        this.gone = this.convertValues(source["gone"], StoryEvent);
	        this.steps = this.convertValues(source["steps"], ExplainStep);
	        this.entry = this.convertValues(source["entry"], Entry);
	        this.located = this.convertValues(source["located"], Place);
	        this.holds = this.convertValues(source["holds"], Holds);
	        this.had = this.convertValues(source["had"], Had);
	        this.has = this.convertValues(source["has"], Has);
	        this.would = this.convertValues(source["would"], Would);
	        this.actions = source["actions"];
	        this.offboards = source["offboards"];
	        this.membersTotal = source["membersTotal"];
	        this.groupsTotal = source["groupsTotal"];
	        this.eventsTotal = source["eventsTotal"];
	        this.earlierRuns = source["earlierRuns"];
	        this.drift = this.convertValues(source["drift"], DriftItem);
	        this.warnings = this.convertValues(source["warnings"], Warning);
	        this.conflict = source["conflict"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class ExplainedQuery {
	    jobId: string;
	    search: string;
	    offset: number;
	    limit: number;
	
	    static createFrom(source: any = {}) {
	        return new ExplainedQuery(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.jobId = source["jobId"];
	        this.search = source["search"];
	        this.offset = source["offset"];
	        this.limit = source["limit"];
	    }
	}
	export class ExportRequest {
	    format: string;
	
	    static createFrom(source: any = {}) {
	        return new ExportRequest(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.format = source["format"];
	    }
	}
	
	export class File {
	    name: string;
	    type: string;
	    content: string;
	
	    static createFrom(source: any = {}) {
	        return new File(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.name = source["name"];
	        this.type = source["type"];
	        this.content = source["content"];
	    }
	}
	export class FilterCount {
	    matched: number;
	    total: number;
	    first: string[];
	    unmatched: string[];
	    unmatchedTotal: number;
	
	    static createFrom(source: any = {}) {
	        return new FilterCount(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.matched = source["matched"];
	        this.total = source["total"];
	        this.first = source["first"];
	        this.unmatched = source["unmatched"];
	        this.unmatchedTotal = source["unmatchedTotal"];
	    }
	}
	export class FilterReport {
	    users: FilterCount;
	    groups: FilterCount;
	
	    static createFrom(source: any = {}) {
	        return new FilterReport(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.users = this.convertValues(source["users"], FilterCount);
	        this.groups = this.convertValues(source["groups"], FilterCount);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class FilterRequest {
	    draft: Draft;
	
	    static createFrom(source: any = {}) {
	        return new FilterRequest(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.draft = this.convertValues(source["draft"], Draft);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class FindQuery {
	    search: string;
	    limit: number;
	
	    static createFrom(source: any = {}) {
	        return new FindQuery(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.search = source["search"];
	        this.limit = source["limit"];
	    }
	}
	
	
	export class FindingPage {
	    total: number;
	    items: FindingEntry[];
	
	    static createFrom(source: any = {}) {
	        return new FindingPage(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.total = source["total"];
	        this.items = this.convertValues(source["items"], FindingEntry);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class FindingQuery {
	    kind: string;
	    guard: string;
	    search: string;
	    offset: number;
	    limit: number;
	
	    static createFrom(source: any = {}) {
	        return new FindingQuery(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.kind = source["kind"];
	        this.guard = source["guard"];
	        this.search = source["search"];
	        this.offset = source["offset"];
	        this.limit = source["limit"];
	    }
	}
	
	export class FoundPage {
	    total: number;
	    items: Found[];
	
	    static createFrom(source: any = {}) {
	        return new FoundPage(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.total = source["total"];
	        this.items = this.convertValues(source["items"], Found);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class GoodQuery {
	    kind: string;
	
	    static createFrom(source: any = {}) {
	        return new GoodQuery(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.kind = source["kind"];
	    }
	}
	export class Group {
	    externalId: string;
	    name: string;
	    members: number;
	    direct: number;
	    nested: number;
	
	    static createFrom(source: any = {}) {
	        return new Group(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.externalId = source["externalId"];
	        this.name = source["name"];
	        this.members = source["members"];
	        this.direct = source["direct"];
	        this.nested = source["nested"];
	    }
	}
	export class GroupMember {
	    ref: Ref;
	    called: string;
	    direct: boolean;
	    listed: string;
	
	    static createFrom(source: any = {}) {
	        return new GroupMember(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.ref = this.convertValues(source["ref"], Ref);
	        this.called = source["called"];
	        this.direct = source["direct"];
	        this.listed = source["listed"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class GroupMemberPage {
	    total: number;
	    items: GroupMember[];
	
	    static createFrom(source: any = {}) {
	        return new GroupMemberPage(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.total = source["total"];
	        this.items = this.convertValues(source["items"], GroupMember);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class User {
	    externalId: string;
	    email: string;
	    name: string;
	    held: boolean;
	
	    static createFrom(source: any = {}) {
	        return new User(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.externalId = source["externalId"];
	        this.email = source["email"];
	        this.name = source["name"];
	        this.held = source["held"];
	    }
	}
	export class GroupMembers {
	    nested: Group[];
	    total: number;
	    items: User[];
	
	    static createFrom(source: any = {}) {
	        return new GroupMembers(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.nested = this.convertValues(source["nested"], Group);
	        this.total = source["total"];
	        this.items = this.convertValues(source["items"], User);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class GroupMembersQuery {
	    externalId: string;
	    direct: boolean;
	    search: string;
	    offset: number;
	    limit: number;
	
	    static createFrom(source: any = {}) {
	        return new GroupMembersQuery(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.externalId = source["externalId"];
	        this.direct = source["direct"];
	        this.search = source["search"];
	        this.offset = source["offset"];
	        this.limit = source["limit"];
	    }
	}
	export class GroupPage {
	    total: number;
	    items: Group[];
	
	    static createFrom(source: any = {}) {
	        return new GroupPage(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.total = source["total"];
	        this.items = this.convertValues(source["items"], Group);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class GroupQuery {
	    search: string;
	    roots: boolean;
	    offset: number;
	    limit: number;
	
	    static createFrom(source: any = {}) {
	        return new GroupQuery(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.search = source["search"];
	        this.roots = source["roots"];
	        this.offset = source["offset"];
	        this.limit = source["limit"];
	    }
	}
	
	
	export class Run {
	    id: string;
	    trigger: string;
	    task: string;
	    only?: Ref;
	    planned: boolean;
	    start: string;
	    end: string;
	    milliseconds: number;
	    result: string;
	    error?: Problem;
	    completeRead: boolean;
	    fullSend: boolean;
	    unlisted: boolean;
	    counts: Counts;
	
	    static createFrom(source: any = {}) {
	        return new Run(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.id = source["id"];
	        this.trigger = source["trigger"];
	        this.task = source["task"];
	        this.only = this.convertValues(source["only"], Ref);
	        this.planned = source["planned"];
	        this.start = source["start"];
	        this.end = source["end"];
	        this.milliseconds = source["milliseconds"];
	        this.result = source["result"];
	        this.error = this.convertValues(source["error"], Problem);
	        this.completeRead = source["completeRead"];
	        this.fullSend = source["fullSend"];
	        this.unlisted = source["unlisted"];
	        this.counts = this.convertValues(source["counts"], Counts);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class HistoryPage {
	    total: number;
	    items: Run[];
	
	    static createFrom(source: any = {}) {
	        return new HistoryPage(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.total = source["total"];
	        this.items = this.convertValues(source["items"], Run);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class HistoryQuery {
	    result: string;
	    offset: number;
	    limit: number;
	
	    static createFrom(source: any = {}) {
	        return new HistoryQuery(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.result = source["result"];
	        this.offset = source["offset"];
	        this.limit = source["limit"];
	    }
	}
	export class Holder {
	    pid: number;
	    since: string;
	    what: string;
	
	    static createFrom(source: any = {}) {
	        return new Holder(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.pid = source["pid"];
	        this.since = source["since"];
	        this.what = source["what"];
	    }
	}
	
	export class ImportRequest {
	    name: string;
	    content: string;
	
	    static createFrom(source: any = {}) {
	        return new ImportRequest(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.name = source["name"];
	        this.content = source["content"];
	    }
	}
	export class Offboarding {
	    ref: Ref;
	    action: string;
	    already: boolean;
	    readAt: string;
	    follows: Reason[];
	    shown: string;
	    done: boolean;
	
	    static createFrom(source: any = {}) {
	        return new Offboarding(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.ref = this.convertValues(source["ref"], Ref);
	        this.action = source["action"];
	        this.already = source["already"];
	        this.readAt = source["readAt"];
	        this.follows = this.convertValues(source["follows"], Reason);
	        this.shown = source["shown"];
	        this.done = source["done"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class Job {
	    id: string;
	    number: number;
	    kind: string;
	    profile: string;
	    state: string;
	    automatic: boolean;
	    started: string;
	    ended: string;
	    stage: string;
	    done: number;
	    total: number;
	    draft: boolean;
	    planned: boolean;
	    only: string;
	    steps: CheckStep[];
	    filter?: FilterReport;
	    runId: string;
	    offboarding?: Offboarding;
	    error?: Problem;
	
	    static createFrom(source: any = {}) {
	        return new Job(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.id = source["id"];
	        this.number = source["number"];
	        this.kind = source["kind"];
	        this.profile = source["profile"];
	        this.state = source["state"];
	        this.automatic = source["automatic"];
	        this.started = source["started"];
	        this.ended = source["ended"];
	        this.stage = source["stage"];
	        this.done = source["done"];
	        this.total = source["total"];
	        this.draft = source["draft"];
	        this.planned = source["planned"];
	        this.only = source["only"];
	        this.steps = this.convertValues(source["steps"], CheckStep);
	        this.filter = this.convertValues(source["filter"], FilterReport);
	        this.runId = source["runId"];
	        this.offboarding = this.convertValues(source["offboarding"], Offboarding);
	        this.error = this.convertValues(source["error"], Problem);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class LastGood {
	    run: string;
	    time: string;
	    users: number;
	    groups: number;
	    usersNow: number;
	    groupsNow: number;
	    settings: string[];
	
	    static createFrom(source: any = {}) {
	        return new LastGood(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.run = source["run"];
	        this.time = source["time"];
	        this.users = source["users"];
	        this.groups = source["groups"];
	        this.usersNow = source["usersNow"];
	        this.groupsNow = source["groupsNow"];
	        this.settings = source["settings"];
	    }
	}
	export class LeftOutPage {
	    total: number;
	    items: Warning[];
	    reasons: ReasonCount[];
	
	    static createFrom(source: any = {}) {
	        return new LeftOutPage(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.total = source["total"];
	        this.items = this.convertValues(source["items"], Warning);
	        this.reasons = this.convertValues(source["reasons"], ReasonCount);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class LogAttribute {
	    key: string;
	    value: string;
	
	    static createFrom(source: any = {}) {
	        return new LogAttribute(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.key = source["key"];
	        this.value = source["value"];
	    }
	}
	export class LogLine {
	    time: string;
	    level: string;
	    message: string;
	    attributes: LogAttribute[];
	
	    static createFrom(source: any = {}) {
	        return new LogLine(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.time = source["time"];
	        this.level = source["level"];
	        this.message = source["message"];
	        this.attributes = this.convertValues(source["attributes"], LogAttribute);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class LogQuery {
	    level: string;
	    search: string;
	    before: string;
	    limit: number;
	
	    static createFrom(source: any = {}) {
	        return new LogQuery(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.level = source["level"];
	        this.search = source["search"];
	        this.before = source["before"];
	        this.limit = source["limit"];
	    }
	}
	export class LoginRequest {
	    clientId: string;
	    clientSecret: string;
	    server: Draft;
	
	    static createFrom(source: any = {}) {
	        return new LoginRequest(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.clientId = source["clientId"];
	        this.clientSecret = source["clientSecret"];
	        this.server = this.convertValues(source["server"], Draft);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class MemberPage {
	    total: number;
	    items: Ref[];
	
	    static createFrom(source: any = {}) {
	        return new MemberPage(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.total = source["total"];
	        this.items = this.convertValues(source["items"], Ref);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class MemberQuery {
	    run: string;
	    at: number;
	    side: string;
	    search: string;
	    offset: number;
	    limit: number;
	
	    static createFrom(source: any = {}) {
	        return new MemberQuery(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.run = source["run"];
	        this.at = source["at"];
	        this.side = source["side"];
	        this.search = source["search"];
	        this.offset = source["offset"];
	        this.limit = source["limit"];
	    }
	}
	export class Membership {
	    ref: Ref;
	    path: Ref[];
	    others: number;
	    listed: string;
	
	    static createFrom(source: any = {}) {
	        return new Membership(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.ref = this.convertValues(source["ref"], Ref);
	        this.path = this.convertValues(source["path"], Ref);
	        this.others = source["others"];
	        this.listed = source["listed"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class MembershipPage {
	    total: number;
	    items: Membership[];
	
	    static createFrom(source: any = {}) {
	        return new MembershipPage(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.total = source["total"];
	        this.items = this.convertValues(source["items"], Membership);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class MissingGroup {
	    ref: Ref;
	    members: number;
	    collections: string[];
	
	    static createFrom(source: any = {}) {
	        return new MissingGroup(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.ref = this.convertValues(source["ref"], Ref);
	        this.members = source["members"];
	        this.collections = source["collections"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	export class OffboardRequest {
	    who: string;
	    way: string;
	    shown: string;
	    allowRemovals: number;
	
	    static createFrom(source: any = {}) {
	        return new OffboardRequest(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.who = source["who"];
	        this.way = source["way"];
	        this.shown = source["shown"];
	        this.allowRemovals = source["allowRemovals"];
	    }
	}
	
	export class OpenPlan {
	    name: string;
	    content: string;
	
	    static createFrom(source: any = {}) {
	        return new OpenPlan(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.name = source["name"];
	        this.content = source["content"];
	    }
	}
	
	export class PlanCounts {
	    joins: number;
	    leaves: number;
	    removed: number;
	    revoked: number;
	    changes: number;
	    groups: number;
	    groupsNew: number;
	    groupsGone: number;
	    leftOut: number;
	    byHand: number;
	    enabled: number;
	    disabled: number;
	    deleted: number;
	    inGroups: number;
	
	    static createFrom(source: any = {}) {
	        return new PlanCounts(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.joins = source["joins"];
	        this.leaves = source["leaves"];
	        this.removed = source["removed"];
	        this.revoked = source["revoked"];
	        this.changes = source["changes"];
	        this.groups = source["groups"];
	        this.groupsNew = source["groupsNew"];
	        this.groupsGone = source["groupsGone"];
	        this.leftOut = source["leftOut"];
	        this.byHand = source["byHand"];
	        this.enabled = source["enabled"];
	        this.disabled = source["disabled"];
	        this.deleted = source["deleted"];
	        this.inGroups = source["inGroups"];
	    }
	}
	export class PlanQuery {
	    part: string;
	    reason: string;
	    search: string;
	    offset: number;
	    limit: number;
	
	    static createFrom(source: any = {}) {
	        return new PlanQuery(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.part = source["part"];
	        this.reason = source["reason"];
	        this.search = source["search"];
	        this.offset = source["offset"];
	        this.limit = source["limit"];
	    }
	}
	export class PlanSearch {
	    search: string;
	
	    static createFrom(source: any = {}) {
	        return new PlanSearch(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.search = source["search"];
	    }
	}
	export class Postponed {
	    until: string;
	    changes: NamedChange[];
	    total: number;
	
	    static createFrom(source: any = {}) {
	        return new Postponed(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.until = source["until"];
	        this.changes = this.convertValues(source["changes"], NamedChange);
	        this.total = source["total"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	export class Profile {
	    name: string;
	    organization: string;
	    organizationName: string;
	    automatic: boolean;
	
	    static createFrom(source: any = {}) {
	        return new Profile(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.name = source["name"];
	        this.organization = source["organization"];
	        this.organizationName = source["organizationName"];
	        this.automatic = source["automatic"];
	    }
	}
	export class ReadCounts {
	    people: number;
	    groups: number;
	
	    static createFrom(source: any = {}) {
	        return new ReadCounts(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.people = source["people"];
	        this.groups = source["groups"];
	    }
	}
	
	
	
	export class RenameRequest {
	    from: string;
	    to: string;
	
	    static createFrom(source: any = {}) {
	        return new RenameRequest(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.from = source["from"];
	        this.to = source["to"];
	    }
	}
	
	export class RunCounts {
	    time: number;
	    users: number;
	    groups: number;
	    added: number;
	    changed: number;
	    removed: number;
	    revoked: number;
	
	    static createFrom(source: any = {}) {
	        return new RunCounts(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.time = source["time"];
	        this.users = source["users"];
	        this.groups = source["groups"];
	        this.added = source["added"];
	        this.changed = source["changed"];
	        this.removed = source["removed"];
	        this.revoked = source["revoked"];
	    }
	}
	export class RunDetails {
	    run: Run;
	    missingGroups: string[];
	    postponed?: Postponed;
	    changesTotal: number;
	    changes: NamedChange[];
	    warningsTotal: number;
	    warnings: Warning[];
	    driftTotal: number;
	    drift: DriftItem[];
	
	    static createFrom(source: any = {}) {
	        return new RunDetails(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.run = this.convertValues(source["run"], Run);
	        this.missingGroups = source["missingGroups"];
	        this.postponed = this.convertValues(source["postponed"], Postponed);
	        this.changesTotal = source["changesTotal"];
	        this.changes = this.convertValues(source["changes"], NamedChange);
	        this.warningsTotal = source["warningsTotal"];
	        this.warnings = this.convertValues(source["warnings"], Warning);
	        this.driftTotal = source["driftTotal"];
	        this.drift = this.convertValues(source["drift"], DriftItem);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class RunQuery {
	    id: string;
	    search: string;
	    offset: number;
	    limit: number;
	
	    static createFrom(source: any = {}) {
	        return new RunQuery(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.id = source["id"];
	        this.search = source["search"];
	        this.offset = source["offset"];
	        this.limit = source["limit"];
	    }
	}
	export class Saved {
	    notices: string[];
	
	    static createFrom(source: any = {}) {
	        return new Saved(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.notices = source["notices"];
	    }
	}
	export class SchedulePart {
	    days: number[];
	    from: string;
	    to: string;
	    every: number;
	    at: string[];
	    rest: boolean;
	
	    static createFrom(source: any = {}) {
	        return new SchedulePart(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.days = source["days"];
	        this.from = source["from"];
	        this.to = source["to"];
	        this.every = source["every"];
	        this.at = source["at"];
	        this.rest = source["rest"];
	    }
	}
	export class Schedule {
	    times: SchedulePart[];
	    next: string[];
	    quiet: SchedulePart[];
	    quietUntil: string;
	    zone: string;
	
	    static createFrom(source: any = {}) {
	        return new Schedule(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.times = this.convertValues(source["times"], SchedulePart);
	        this.next = source["next"];
	        this.quiet = this.convertValues(source["quiet"], SchedulePart);
	        this.quietUntil = source["quietUntil"];
	        this.zone = source["zone"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	export class ScheduleRequest {
	    set: Record<string, string>;
	
	    static createFrom(source: any = {}) {
	        return new ScheduleRequest(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.set = source["set"];
	    }
	}
	
	export class SentNotice {
	    at: string;
	    channel: string;
	    event: string;
	    title: string;
	    runId: string;
	    error: string;
	
	    static createFrom(source: any = {}) {
	        return new SentNotice(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.at = source["at"];
	        this.channel = source["channel"];
	        this.event = source["event"];
	        this.title = source["title"];
	        this.runId = source["runId"];
	        this.error = source["error"];
	    }
	}
	export class Setting {
	    key: string;
	    label: string;
	    help: string;
	    example: string;
	    kind: string;
	    directory: string;
	    allowed: string[];
	    min: number;
	    max: number;
	    value: string;
	    default: string;
	    origin: string;
	    environment: string;
	    mark: string;
	    local?: boolean;
	
	    static createFrom(source: any = {}) {
	        return new Setting(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.key = source["key"];
	        this.label = source["label"];
	        this.help = source["help"];
	        this.example = source["example"];
	        this.kind = source["kind"];
	        this.directory = source["directory"];
	        this.allowed = source["allowed"];
	        this.min = source["min"];
	        this.max = source["max"];
	        this.value = source["value"];
	        this.default = source["default"];
	        this.origin = source["origin"];
	        this.environment = source["environment"];
	        this.mark = source["mark"];
	        this.local = source["local"];
	    }
	}
	export class TestStatus {
	    plan: string;
	    file: string;
	    draft: boolean;
	    outdated: string;
	    run: string;
	    at: string;
	    applies: boolean;
	    read?: ReadCounts;
	
	    static createFrom(source: any = {}) {
	        return new TestStatus(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.plan = source["plan"];
	        this.file = source["file"];
	        this.draft = source["draft"];
	        this.outdated = source["outdated"];
	        this.run = source["run"];
	        this.at = source["at"];
	        this.applies = source["applies"];
	        this.read = this.convertValues(source["read"], ReadCounts);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class State {
	    version: string;
	    dataDir: string;
	    profile: string;
	    profiles: Profile[];
	    account: Account;
	    directory: string;
	    location: string;
	    configured: boolean;
	    notReady?: Problem;
	    lastUsers: string;
	    lastGroups: string;
	    cleared: boolean;
	    members: number;
	    groups: number;
	    inFlight: number;
	    interval: number;
	    automatic?: Automatic;
	    holder?: Holder;
	    lastRun?: Run;
	    jobs: Job[];
	    test?: TestStatus;
	    notices: string[];
	    untold: FieldProblem[];
	
	    static createFrom(source: any = {}) {
	        return new State(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.version = source["version"];
	        this.dataDir = source["dataDir"];
	        this.profile = source["profile"];
	        this.profiles = this.convertValues(source["profiles"], Profile);
	        this.account = this.convertValues(source["account"], Account);
	        this.directory = source["directory"];
	        this.location = source["location"];
	        this.configured = source["configured"];
	        this.notReady = this.convertValues(source["notReady"], Problem);
	        this.lastUsers = source["lastUsers"];
	        this.lastGroups = source["lastGroups"];
	        this.cleared = source["cleared"];
	        this.members = source["members"];
	        this.groups = source["groups"];
	        this.inFlight = source["inFlight"];
	        this.interval = source["interval"];
	        this.automatic = this.convertValues(source["automatic"], Automatic);
	        this.holder = this.convertValues(source["holder"], Holder);
	        this.lastRun = this.convertValues(source["lastRun"], Run);
	        this.jobs = this.convertValues(source["jobs"], Job);
	        this.test = this.convertValues(source["test"], TestStatus);
	        this.notices = source["notices"];
	        this.untold = this.convertValues(source["untold"], FieldProblem);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	export class SyncRequest {
	    full: boolean;
	    plan: string;
	    only: string;
	    again: string[];
	    allowRemovals: number;
	    allowMemberships: number;
	    allowAdditions: number;
	    allowFirst: number;
	    allowSeats: number;
	    allowGroupRemovals: number;
	    allowGone: number;
	
	    static createFrom(source: any = {}) {
	        return new SyncRequest(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.full = source["full"];
	        this.plan = source["plan"];
	        this.only = source["only"];
	        this.again = source["again"];
	        this.allowRemovals = source["allowRemovals"];
	        this.allowMemberships = source["allowMemberships"];
	        this.allowAdditions = source["allowAdditions"];
	        this.allowFirst = source["allowFirst"];
	        this.allowSeats = source["allowSeats"];
	        this.allowGroupRemovals = source["allowGroupRemovals"];
	        this.allowGone = source["allowGone"];
	    }
	}
	export class TakeoverItem {
	    key: string;
	    old: string;
	    value: string;
	    reason: string;
	
	    static createFrom(source: any = {}) {
	        return new TakeoverItem(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.key = source["key"];
	        this.old = source["old"];
	        this.value = source["value"];
	        this.reason = source["reason"];
	    }
	}
	export class Takeover {
	    path: string;
	    taken: TakeoverItem[];
	    skipped: TakeoverItem[];
	    secrets: string[];
	    missingSecrets: string[];
	    differences: string[];
	    notes: string[];
	    organizationId: string;
	    loggedIn: boolean;
	
	    static createFrom(source: any = {}) {
	        return new Takeover(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.path = source["path"];
	        this.taken = this.convertValues(source["taken"], TakeoverItem);
	        this.skipped = this.convertValues(source["skipped"], TakeoverItem);
	        this.secrets = source["secrets"];
	        this.missingSecrets = source["missingSecrets"];
	        this.differences = source["differences"];
	        this.notes = source["notes"];
	        this.organizationId = source["organizationId"];
	        this.loggedIn = source["loggedIn"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	export class TakeoverRequest {
	    content: string;
	    dryRun: boolean;
	
	    static createFrom(source: any = {}) {
	        return new TakeoverRequest(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.content = source["content"];
	        this.dryRun = source["dryRun"];
	    }
	}
	export class TestRequest {
	    draft: Draft;
	    sinceLast: boolean;
	
	    static createFrom(source: any = {}) {
	        return new TestRequest(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.draft = this.convertValues(source["draft"], Draft);
	        this.sinceLast = source["sinceLast"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class TestResult {
	    jobId: string;
	    time: string;
	    file: string;
	    sinceLast: boolean;
	    draft: boolean;
	    plan: string;
	    changes: number;
	    joins: number;
	    leaves: number;
	    counts: PlanCounts;
	    unlisted: boolean;
	    unseen: boolean;
	    beforeLogin: boolean;
	    blocked?: Problem;
	    missing: MissingGroup[];
	    missingTotal: number;
	    seats?: Seats;
	    stop: Finding[];
	    postponed?: Postponed;
	
	    static createFrom(source: any = {}) {
	        return new TestResult(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.jobId = source["jobId"];
	        this.time = source["time"];
	        this.file = source["file"];
	        this.sinceLast = source["sinceLast"];
	        this.draft = source["draft"];
	        this.plan = source["plan"];
	        this.changes = source["changes"];
	        this.joins = source["joins"];
	        this.leaves = source["leaves"];
	        this.counts = this.convertValues(source["counts"], PlanCounts);
	        this.unlisted = source["unlisted"];
	        this.unseen = source["unseen"];
	        this.beforeLogin = source["beforeLogin"];
	        this.blocked = this.convertValues(source["blocked"], Problem);
	        this.missing = this.convertValues(source["missing"], MissingGroup);
	        this.missingTotal = source["missingTotal"];
	        this.seats = this.convertValues(source["seats"], Seats);
	        this.stop = this.convertValues(source["stop"], Finding);
	        this.postponed = this.convertValues(source["postponed"], Postponed);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	export class TrustRequest {
	    part: string;
	    draft: Draft;
	    sha256: string;
	
	    static createFrom(source: any = {}) {
	        return new TrustRequest(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.part = source["part"];
	        this.draft = this.convertValues(source["draft"], Draft);
	        this.sha256 = source["sha256"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class Trusted {
	    setting: string;
	    path: string;
	
	    static createFrom(source: any = {}) {
	        return new Trusted(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.setting = source["setting"];
	        this.path = source["path"];
	    }
	}
	export class Update {
	    current: string;
	    newest: string;
	    url: string;
	    newer: boolean;
	    notes: string;
	    published: string;
	    verified: boolean;
	
	    static createFrom(source: any = {}) {
	        return new Update(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.current = source["current"];
	        this.newest = source["newest"];
	        this.url = source["url"];
	        this.newer = source["newer"];
	        this.notes = source["notes"];
	        this.published = source["published"];
	        this.verified = source["verified"];
	    }
	}
	
	export class UserPage {
	    total: number;
	    items: User[];
	
	    static createFrom(source: any = {}) {
	        return new UserPage(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.total = source["total"];
	        this.items = this.convertValues(source["items"], User);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class UserQuery {
	    list: string;
	    search: string;
	    offset: number;
	    limit: number;
	
	    static createFrom(source: any = {}) {
	        return new UserQuery(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.list = source["list"];
	        this.search = source["search"];
	        this.offset = source["offset"];
	        this.limit = source["limit"];
	    }
	}
	
	export class WarningQuery {
	    reason: string;
	    search: string;
	    offset: number;
	    limit: number;
	
	    static createFrom(source: any = {}) {
	        return new WarningQuery(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.reason = source["reason"];
	        this.search = source["search"];
	        this.offset = source["offset"];
	        this.limit = source["limit"];
	    }
	}

}

export namespace main {
	
	export class CloseAnswer {
	    action: string;
	    remember: boolean;
	
	    static createFrom(source: any = {}) {
	        return new CloseAnswer(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.action = source["action"];
	        this.remember = source["remember"];
	    }
	}
	export class FileRequest {
	    title: string;
	
	    static createFrom(source: any = {}) {
	        return new FileRequest(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.title = source["title"];
	    }
	}

}

