/*
 * Lets WebKitWebDriver drive a program that does not offer itself to it.
 *
 * WebKitWebDriver starts the program and asks its web context for an automation
 * session. Wails never allows one, and neither should a program that users run,
 * so the driver would wait for ever. Loaded by LD_PRELOAD, this file stands in
 * for the one function by which Wails makes its web view, and makes the same
 * view, but one that may be automated. Everything else is the shipped program.
 *
 * https://webkitgtk.org/reference/webkit2gtk/stable/class.AutomationSession.html
 */
#include <webkit2/webkit2.h>

static WebKitWebView *page;

/* The driver asks for a view to work on: there is only the program's own. */
static WebKitWebView *give_page(WebKitAutomationSession *session, gpointer nothing)
{
    return page;
}

static void begin(WebKitWebContext *context, WebKitAutomationSession *session, gpointer nothing)
{
    WebKitApplicationInfo *program = webkit_application_info_new();
    webkit_application_info_set_name(program, "directory-connector");
    webkit_application_info_set_version(program, 1, 0, 0);
    webkit_automation_session_set_application_info(session, program);
    webkit_application_info_unref(program);
    g_signal_connect(session, "create-web-view", G_CALLBACK(give_page), NULL);
}

GtkWidget *webkit_web_view_new_with_user_content_manager(WebKitUserContentManager *scripts)
{
    WebKitWebContext *context = webkit_web_context_get_default();
    webkit_web_context_set_automation_allowed(context, TRUE);
    g_signal_connect(context, "automation-started", G_CALLBACK(begin), NULL);
    page = WEBKIT_WEB_VIEW(g_object_new(WEBKIT_TYPE_WEB_VIEW,
        "web-context", context, "user-content-manager", scripts, "is-controlled-by-automation", TRUE, NULL));
    return GTK_WIDGET(page);
}
