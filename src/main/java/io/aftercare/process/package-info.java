/**
 * The contract with the engine and what drives it.
 *
 * <p>
 * Main types: {@link io.aftercare.process.SupportRequest} names every process, decision, message, task, bean and
 * variable; {@link io.aftercare.process.RequestProcess} begins, delivers to and ends processes of requests;
 * {@link io.aftercare.process.MailTasks} asks people about mails; {@link io.aftercare.process.Corrections} carries out
 * what a person knows better than the triage. The steps of the diagrams stand in {@code steps}, one delegate a step.
 *
 * <p>
 * Who may call: mail, desk and help centre, through the façades; nobody starts or signals a process of ours otherwise.
 *
 * <p>
 * Invariants: a delegate reads typed variables, calls one module, writes typed variables; mail text is never a
 * variable; diagrams, tables, forms and the contract name the same things ({@code ContractTest}, and the check of every
 * deployment).
 */
@org.springframework.modulith.ApplicationModule(displayName = "Process",
        allowedDependencies = {"conversation", "conversation :: kernel", "conversation :: ports", "entitlement",
                "knowledge", "knowledge :: uses", "letters", "platform", "policy", "triage", "unicode"})
package io.aftercare.process;
