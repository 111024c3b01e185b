/**
 * What carries the rest: the engine's configuration, deployment and its check, security, the order of the start, time.
 *
 * <p>
 * Main types: {@code ProcessDeployment} with {@code deployment.DeploymentChecker} deploys our diagrams, tables and
 * forms and rejects what names nothing; {@code WebappHardening} closes the holes of the web applications;
 * {@code security} says who may call what; {@link io.aftercare.platform.StartupAction} orders what happens at the
 * start.
 *
 * <p>
 * Who may call: everybody above, for groups, start and user tasks. The engine's internals are known here and nowhere
 * else.
 *
 * <p>
 * Invariants: what is deployed has been checked; nobody reaches a controller of ours without a rule that says so; time
 * comes from the injected clock.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Platform",
        allowedDependencies = {"conversation :: ports"})
package io.aftercare.platform;
