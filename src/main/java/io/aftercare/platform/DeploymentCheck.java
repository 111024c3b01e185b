package io.aftercare.platform;

import io.aftercare.platform.deployment.DeploymentChecker;
import io.aftercare.platform.deployment.Finding;
import io.aftercare.platform.deployment.KnownNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/**
 * Lets nothing be deployed in which a name stands for nothing or that could run foreign code; it is asked at every
 * deployment and at every start.
 */
@Component
class DeploymentCheck {

    private final ApplicationContext context;
    private final DeploymentProperties settings;
    private final DeployedFiles deployed;
    private final DiagramBeans beans;

    DeploymentCheck(ApplicationContext context, DeploymentProperties settings, DeployedFiles deployed,
            DiagramBeans beans) {
        this.beans = beans;
        this.context = context;
        this.settings = settings;
        this.deployed = deployed;
    }

    /**
     * @param files name in the deployment to content
     * @throws DeploymentRejectedException when there is a mistake in any of them
     */
    void reject(Map<String, byte[]> files) {
        Map<String, byte[]> others = deployed.latest();
        List<String> mistakes =
                Stream.concat(new DeploymentChecker(names()).check(files, others).stream().map(Finding::text),
                        context.getBeanProvider(ContentCheck.class).orderedStream()
                                .flatMap(check -> check.mistakes(files, others).stream()))
                        .toList();
        if (!mistakes.isEmpty()) {
            throw new DeploymentRejectedException(mistakes);
        }
    }

    /** Tells the application what is new. */
    void accepted(Map<String, byte[]> files) {
        context.publishEvent(new FilesDeployed(Set.copyOf(files.keySet())));
    }

    private KnownNames names() {
        List<ProcessContract> contracts = context.getBeanProvider(ProcessContract.class).orderedStream().toList();
        var variables = new HashMap<String, Class<?>>();
        settings.variables().forEach(name -> variables.put(name, Object.class));
        contracts.forEach(contract -> variables.putAll(contract.variables()));
        Set<String> messages = all(contracts, ProcessContract::messages);
        messages.addAll(settings.messages());
        return new KnownNames(beans.methods(), beans::typeOf, functions(), variables, messages,
                all(contracts, ProcessContract::errorCodes), all(contracts, ProcessContract::decisionInputs));
    }

    private Set<String> functions() {
        var engine = context.getBean(ProcessEngineConfigurationImpl.class);
        return ((ExpressionGuard) engine.getExpressionManager()).functions();
    }

    private static Set<String> all(List<ProcessContract> contracts, Function<ProcessContract, Set<String>> names) {
        return contracts.stream().map(names).flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
    }
}
