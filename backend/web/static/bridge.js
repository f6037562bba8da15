// Gives the pages in a browser what the window gives them: window.go with the
// methods of the program, and the part of window.runtime that they use, over
// HTTP and server-sent events. The pages themselves know no difference.
(() => {
	"use strict";

	const methods = /* methods */ [];

	// A rejected call is always a problem: {code, message, hint, field, …}.
	const problem = (code, message, hint) => ({ code, message, hint, hintCode: code, field: "", fields: [], findings: [] });
	const offline = () =>
		problem("offline", "bwdc serve does not answer", "Look whether it still runs. This page goes on by itself as soon as it does.");

	const call = async (method, argument) => {
		let response, text;
		try {
			response = await fetch("/api/call/" + method, {
				method: "POST",
				headers: { "Content-Type": "application/json" },
				body: argument === undefined ? "" : JSON.stringify(argument),
				credentials: "same-origin",
				cache: "no-store",
				redirect: "error",
			});
			text = await response.text();
		} catch {
			throw offline();
		}
		let value;
		try {
			value = JSON.parse(text);
		} catch {
			// Something between here and there answered in its place.
			throw offline();
		}
		if (!response.ok) {
			throw value;
		}
		return value;
	};

	// "Check" is a method of Bridge, "Plans.Counts" one of Plans.
	const bridge = {};
	for (const method of methods) {
		const [name, noun = "Bridge"] = method.split(".").reverse();
		(bridge[noun] ??= {})[name] = (argument) => call(method, argument);
	}
	window.go = { bridge };

	// Events: listeners by name, each with how often it is still called.
	const listeners = new Map();

	const emit = (name, data) => {
		for (const listener of [...(listeners.get(name) ?? [])]) {
			if (listener.left > 0 && --listener.left === 0) {
				listeners.get(name).delete(listener);
			}
			try {
				listener.callback(...data);
			} catch (error) {
				// One listener's mistake is not the others'.
				console.error(error);
			}
		}
	};

	const onMultiple = (name, callback, times) => {
		const listener = { callback, left: times };
		if (!listeners.has(name)) {
			listeners.set(name, new Set());
		}
		listeners.get(name).add(listener);
		return () => listeners.get(name)?.delete(listener);
	};

	window.runtime = {
		EventsOnMultiple: onMultiple,
		EventsOn: (name, callback) => onMultiple(name, callback, -1),
		EventsOnce: (name, callback) => onMultiple(name, callback, 1),
		EventsOff: (...names) => names.forEach((name) => listeners.delete(name)),
		EventsOffAll: () => listeners.clear(),
		EventsEmit: (name, ...data) => emit(name, data),
		BrowserOpenURL: (url) => {
			if (/^https?:\/\//i.test(url)) {
				window.open(url, "_blank", "noopener,noreferrer");
			}
		},
		ClipboardSetText: async (text) => {
			try {
				await navigator.clipboard.writeText(text);
				return true;
			} catch {
				return false;
			}
		},
		Environment: async () => ({ buildType: "production", platform: "browser", arch: "" }),
	};

	// The connection that brings the events. The server begins each with
	// "state", so that nothing is missed between two of them; where it can't be
	// had, the pages hear "state" too, ask, and learn why.
	const retryAfter = 3000;
	// A page that nobody sees lets go of its connection: browsers allow few.
	const hiddenAfter = 30000;
	let source = null;
	let retry = 0;
	let hide = 0;
	// What the pages were told last: nothing, a lost connection, or an answer
	// that is an error, such as a session that is over.
	let told = EventSource.OPEN;

	const disconnect = () => {
		clearTimeout(retry);
		source?.close();
		source = null;
	};

	const connect = () => {
		disconnect();
		const own = new EventSource("/api/events");
		source = own;
		own.onmessage = (message) => {
			const { event, data } = JSON.parse(message.data);
			emit(event, data === null ? [] : [data]);
		};
		own.onopen = () => {
			told = EventSource.OPEN;
		};
		own.onerror = () => {
			if (told !== own.readyState) {
				told = own.readyState;
				emit("state", []);
			}
			// The browser itself tries again after a cut connection, but not
			// after an answer that is an error.
			if (own.readyState === EventSource.CLOSED && source === own) {
				retry = setTimeout(connect, retryAfter);
			}
		};
	};

	window.addEventListener("pagehide", disconnect);
	window.addEventListener("pageshow", (event) => {
		if (event.persisted) {
			connect();
		}
	});
	document.addEventListener("visibilitychange", () => {
		clearTimeout(hide);
		if (document.visibilityState === "hidden") {
			hide = setTimeout(disconnect, hiddenAfter);
		} else if (source === null) {
			connect();
		}
	});
	connect();
})();
