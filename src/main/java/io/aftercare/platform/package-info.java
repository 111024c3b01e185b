/**
 * What carries the rest: the engine's configuration, deployment and its check, security, the order of the start, time.
 *
 * <p>
 * Main types: {@code ProcessDeployment} with {@code deployment.DeploymentChecker} deploys our diagrams, tables and
 * forms and rejects what names nothing or could run foreign code; {@code WebappHardening} and {@code WebappApis} close
 * the holes of the web applications; {@code security} says who may call what;
 * {@link io.aftercare.platform.StartupAction} orders what happens at the start.
 *
 * <p>
 * Who may call: everybody above, for groups, start and user tasks. The engine's internals are known here and nowhere
 * else.
 *
 * <p>
 * Invariants: only the start deploys, and what it deploys has been checked; nobody has a class built by its name;
 * nobody reaches a controller of ours without a rule that says so; time comes from the injected clock.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Platform",
        allowedDependencies = {"conversation :: ports", "unicode"})
package io.aftercare.platform;
