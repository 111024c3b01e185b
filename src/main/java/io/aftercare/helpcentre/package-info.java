/**
 * The customer's web pages: search, articles, the contact form with the articles that answer it, the policy, and the
 * links in our mails; and the public API for opening a request.
 *
 * <p>
 * <b>Main types.</b> {@code ContactController} and {@code SuggestedArticleController} lead from a question to a request
 * or to its answer; {@code ContactDrafts} keeps what is typed until it is sent; {@code ContactFormValidator} says what
 * a request from the web must fulfil, whether it comes from the form or from {@code PublicRequestController}, the API;
 * {@code WebRequests} makes requests of it; {@code CustomerChoiceController} are the links in our mails;
 * {@code ArticleSearchController} searches and shows articles; {@code RateLimits} holds robots back;
 * {@code PageInterceptor} gives all pages their headers and language.
 *
 * <p>
 * <b>Who may call.</b> Browsers and programs over HTTP, nobody else. Another module may only add to the start page, by
 * a bean of {@link io.aftercare.helpcentre.StartPageGuide}, as the demo does.
 *
 * <p>
 * <b>Invariants.</b> Opening a link changes nothing; a button decides. A request is opened once, however often it is
 * sent. A page runs nothing but our own files, and works without scripts. Whoever has not the token of a request learns
 * nothing of it. Nothing that is typed and never sent stays.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Help centre",
        allowedDependencies = {"conversation", "conversation :: kernel", "conversation :: ports", "knowledge",
                "platform", "policy", "process"})
package io.aftercare.helpcentre;
