package io.aftercare.platform;

import java.util.ArrayList;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/** What we ask of the engine beyond its properties in application.yaml. */
@Component
class EngineRules extends AbstractProcessEnginePlugin {

    private final ApplicationContext context;
    private final NodeIdentity node;

    EngineRules(ApplicationContext context, NodeIdentity node) {
        this.context = context;
        this.node = node;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setDmnEngineConfiguration(DecisionTables.settings());
        engine.setExpressionManager(new GuardedExpressions(context, engine.getBeans()));
        engine.setFailedJobCommandFactory(new PermanentFailures());
        if (engine.getCustomPostBPMNParseListeners() == null) {
            engine.setCustomPostBPMNParseListeners(new ArrayList<>());
        }
        if (engine.getCustomPreCommandInterceptorsTxRequired() == null) {
            engine.setCustomPreCommandInterceptorsTxRequired(new ArrayList<>());
        }
        // Outermost, so that what was begun has been rolled back by then.
        engine.getCustomPreCommandInterceptorsTxRequired().add(0, new RefusedForms());
        engine.getCustomPostBPMNParseListeners().add(new WatchedTasks(context.getBeanProvider(TaskWatch.class)));
    }

    @Override
    public void postInit(ProcessEngineConfigurationImpl engine) {
        engine.getJobExecutor().setLockOwner(node.name());
    }
}
