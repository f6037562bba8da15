export namespace bridge {
	
	export class Account {
	    loggedIn: boolean;
	    clientId: string;
	    organizationId: string;
	    server: string;
	
	    static createFrom(source: any = {}) {
	        return new Account(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.loggedIn = source["loggedIn"];
	        this.clientId = source["clientId"];
	        this.organizationId = source["organizationId"];
	        this.server = source["server"];
	    }
	}
	export class Finding {
	    guard: string;
	    text: string;
	    count: number;
	    total: number;
	    entries: string[];
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
	        this.entries = source["entries"];
	        this.allowance = source["allowance"];
	    }
	}
	export class FieldProblem {
	    key: string;
	    message: string;
	    example: string;
	
	    static createFrom(source: any = {}) {
	        return new FieldProblem(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.key = source["key"];
	        this.message = source["message"];
	        this.example = source["example"];
	    }
	}
	export class Problem {
	    code: string;
	    message: string;
	    hint: string;
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
	export class Change {
	    kind: string;
	    externalId: string;
	    name: string;
	    detail: string;
	
	    static createFrom(source: any = {}) {
	        return new Change(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.kind = source["kind"];
	        this.externalId = source["externalId"];
	        this.name = source["name"];
	        this.detail = source["detail"];
	    }
	}
	export class Draft {
	    set: Record<string, string>;
	    unset: string[];
	    secrets: Record<string, string>;
	    forget: string[];
	
	    static createFrom(source: any = {}) {
	        return new Draft(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.set = source["set"];
	        this.unset = source["unset"];
	        this.secrets = source["secrets"];
	        this.forget = source["forget"];
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
	export class DownloadRequest {
	    what: string;
	    format: string;
	
	    static createFrom(source: any = {}) {
	        return new DownloadRequest(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.what = source["what"];
	        this.format = source["format"];
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
	
	    static createFrom(source: any = {}) {
	        return new FilterCount(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.matched = source["matched"];
	        this.total = source["total"];
	        this.first = source["first"];
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
	
	export class FindingPage {
	    total: number;
	    items: string[];
	
	    static createFrom(source: any = {}) {
	        return new FindingPage(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.total = source["total"];
	        this.items = source["items"];
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
	export class User {
	    externalId: string;
	    email: string;
	    held: boolean;
	    reason: string;
	
	    static createFrom(source: any = {}) {
	        return new User(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.externalId = source["externalId"];
	        this.email = source["email"];
	        this.held = source["held"];
	        this.reason = source["reason"];
	    }
	}
	export class GroupMembers {
	    group: Group;
	    nested: Group[];
	    total: number;
	    items: User[];
	
	    static createFrom(source: any = {}) {
	        return new GroupMembers(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.group = this.convertValues(source["group"], Group);
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
	    start: string;
	    end: string;
	    milliseconds: number;
	    result: string;
	    error?: Problem;
	    completeRead: boolean;
	    fullSend: boolean;
	    unlisted: boolean;
	    traffic: string;
	    counts: Counts;
	
	    static createFrom(source: any = {}) {
	        return new Run(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.id = source["id"];
	        this.trigger = source["trigger"];
	        this.start = source["start"];
	        this.end = source["end"];
	        this.milliseconds = source["milliseconds"];
	        this.result = source["result"];
	        this.error = this.convertValues(source["error"], Problem);
	        this.completeRead = source["completeRead"];
	        this.fullSend = source["fullSend"];
	        this.unlisted = source["unlisted"];
	        this.traffic = source["traffic"];
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
	    steps: CheckStep[];
	    filter?: FilterReport;
	    runId: string;
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
	        this.steps = this.convertValues(source["steps"], CheckStep);
	        this.filter = this.convertValues(source["filter"], FilterReport);
	        this.runId = source["runId"];
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
	
	export class Profile {
	    name: string;
	    directory: string;
	    organization: string;
	    server: string;
	    automatic: boolean;
	
	    static createFrom(source: any = {}) {
	        return new Profile(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.name = source["name"];
	        this.directory = source["directory"];
	        this.organization = source["organization"];
	        this.server = source["server"];
	        this.automatic = source["automatic"];
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
	    }
	}
	export class Warning {
	    code: string;
	    entry: string;
	    text: string;
	
	    static createFrom(source: any = {}) {
	        return new Warning(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.code = source["code"];
	        this.entry = source["entry"];
	        this.text = source["text"];
	    }
	}
	export class RunDetails {
	    run: Run;
	    missingGroups: string[];
	    changesTotal: number;
	    changes: Change[];
	    warningsTotal: number;
	    warnings: Warning[];
	
	    static createFrom(source: any = {}) {
	        return new RunDetails(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.run = this.convertValues(source["run"], Run);
	        this.missingGroups = source["missingGroups"];
	        this.changesTotal = source["changesTotal"];
	        this.changes = this.convertValues(source["changes"], Change);
	        this.warningsTotal = source["warningsTotal"];
	        this.warnings = this.convertValues(source["warnings"], Warning);
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
	        this.local = source["local"];
	    }
	}
	export class TestStatus {
	    draft: boolean;
	    outdated: string;
	
	    static createFrom(source: any = {}) {
	        return new TestStatus(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.draft = source["draft"];
	        this.outdated = source["outdated"];
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
	    sinceLast: boolean;
	    draft: boolean;
	    enabled: number;
	    disabled: number;
	    deleted: number;
	    groups: number;
	    warnings: number;
	    removals: number;
	    leftOut: number;
	    held: number;
	    added: number;
	    changed: number;
	    groupsChanged: number;
	    revoked: number;
	    restored: number;
	    unlisted: boolean;
	    missingGroups: string[];
	    stop: Finding[];
	
	    static createFrom(source: any = {}) {
	        return new TestResult(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.jobId = source["jobId"];
	        this.time = source["time"];
	        this.sinceLast = source["sinceLast"];
	        this.draft = source["draft"];
	        this.enabled = source["enabled"];
	        this.disabled = source["disabled"];
	        this.deleted = source["deleted"];
	        this.groups = source["groups"];
	        this.warnings = source["warnings"];
	        this.removals = source["removals"];
	        this.leftOut = source["leftOut"];
	        this.held = source["held"];
	        this.added = source["added"];
	        this.changed = source["changed"];
	        this.groupsChanged = source["groupsChanged"];
	        this.revoked = source["revoked"];
	        this.restored = source["restored"];
	        this.unlisted = source["unlisted"];
	        this.missingGroups = source["missingGroups"];
	        this.stop = this.convertValues(source["stop"], Finding);
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
	
	export class Update {
	    current: string;
	    newest: string;
	    url: string;
	    newer: boolean;
	
	    static createFrom(source: any = {}) {
	        return new Update(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.current = source["current"];
	        this.newest = source["newest"];
	        this.url = source["url"];
	        this.newer = source["newer"];
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
	
	export class WarningPage {
	    total: number;
	    items: Warning[];
	
	    static createFrom(source: any = {}) {
	        return new WarningPage(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.total = source["total"];
	        this.items = this.convertValues(source["items"], Warning);
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
	export class WarningQuery {
	    search: string;
	    offset: number;
	    limit: number;
	
	    static createFrom(source: any = {}) {
	        return new WarningQuery(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
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
	    kinds: string[];
	
	    static createFrom(source: any = {}) {
	        return new FileRequest(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.title = source["title"];
	        this.kinds = source["kinds"];
	    }
	}

}

