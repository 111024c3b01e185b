/**
 * What agents need in Tasklist and beside it: the form for answering, conversations to read, the lists and details of
 * requests for programs, and by when a task should be done.
 *
 * <p>
 * <b>Main types.</b> {@link io.aftercare.desk.AnswerForm} is what the form for answering asks of the server;
 * {@link io.aftercare.desk.RequestRecords} reads a request with all that belongs to it;
 * {@link io.aftercare.desk.DeskAccess} says who is logged in and what that person may see, and {@code ReadableRequests}
 * which requests that person may read; {@link io.aftercare.desk.DeskPage} marks the controllers of pages. The beans
 * {@code targets}, {@code escalation} and {@code sameAgent} are called by diagrams. What is written to agents by mail,
 * and what their replies do, stands in {@code notifications}; what Tasklist lists and finds in {@code list}; answers
 * that leave later in {@code sending}; what colleagues have of each other in {@code presence}, {@code notes} and
 * {@code handover}.
 *
 * <p>
 * <b>Who may call.</b> No module: browsers and programs over HTTP, diagrams by the names of beans, and other modules
 * through the ports of {@code conversation} that are implemented here ({@code AnswerTarget}, {@code AgentReplies}).
 * Public types are for the packages below, which use the desk; the desk itself never depends on them.
 *
 * <p>
 * <b>Invariants.</b> Which tasks a person may see and do is what the engine lets that person query and do; which
 * request a person may read is asked of {@code RequestRecords}, at every door, and follows the platform's
 * {@code ReadingRight}. Nothing that a stranger wrote runs on a page. Only who has claimed a task writes its answer,
 * and nobody's text is overwritten unasked.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Desk",
        allowedDependencies = {"conversation", "conversation :: kernel", "conversation :: ports", "entitlement",
                "knowledge", "knowledge :: uses", "letters", "mail :: reading", "platform", "platform :: tasks",
                "policy", "process",
                "triage",
                "unicode"})
package io.aftercare.desk;
