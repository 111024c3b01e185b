package io.aftercare.platform;

import java.time.Clock;
import java.util.ArrayList;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.variable.serializer.JavaObjectSerializer;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/** What we ask of the engine beyond its properties in application.yaml. */
@Component
class AftercareEnginePlugin extends AbstractProcessEnginePlugin {

    private final ApplicationContext context;
    private final DiagramBeans beans;
    private final NodeIdentity node;
    private final CleanUpProperties cleanUp;
    private final Clock clock;

    AftercareEnginePlugin(ApplicationContext context, DiagramBeans beans, NodeIdentity node,
            CleanUpProperties cleanUp, Clock clock) {
        this.context = context;
        this.beans = beans;
        this.node = node;
        this.cleanUp = cleanUp;
        this.clock = clock;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setDmnEngineConfiguration(DecisionEngineConfiguration.settings());
        engine.setExpressionManager(new ExpressionGuard(beans));
        var scripts = new NoScripts();
        // Without a window the engine never deletes anything.
        engine.setHistoryCleanupBatchWindowStartTime(CleanUpProperties.ofTheMachine(cleanUp.from(), clock));
        engine.setHistoryCleanupBatchWindowEndTime(CleanUpProperties.ofTheMachine(cleanUp.until(), clock));
        engine.setScriptFactory(scripts);
        engine.setScriptEngineResolver(scripts);
        engine.setArtifactFactory(NoObjects.STEPS);
        engine.setDeserializationTypeValidationEnabled(true);
        engine.setDeserializationTypeValidator(NoObjects.VALIDATOR);
        engine.setFailedJobCommandFactory(new FailedJobs());
        FailedJobs.logOthersThanPostponed();
        if (engine.getCustomPreDeployers() == null) {
            engine.setCustomPreDeployers(new ArrayList<>());
        }
        engine.getCustomPreDeployers().add(new CheckingDeployer(context.getBeanProvider(DeploymentCheck.class)));
        if (engine.getCustomPostBPMNParseListeners() == null) {
            engine.setCustomPostBPMNParseListeners(new ArrayList<>());
        }
        if (engine.getCustomPreCommandInterceptorsTxRequired() == null) {
            engine.setCustomPreCommandInterceptorsTxRequired(new ArrayList<>());
        }
        // Outermost, so that what was begun has been rolled back by then.
        engine.getCustomPreCommandInterceptorsTxRequired().add(0, new FormRejectionInterceptor());
        engine.getCustomPostBPMNParseListeners().add(new NoForeignSteps());
        engine.getCustomPostBPMNParseListeners()
                .add(new UserTaskParseListener(context.getBeanProvider(UserTaskListener.class)));
        engine.getCustomPostBPMNParseListeners()
                .add(new ProcessEndParseListener(context.getBeanProvider(ProcessEndListener.class)));
    }

    @Override
    public void postInit(ProcessEngineConfigurationImpl engine) {
        // Not before: the level that application.yaml names takes its place.
        engine.setHistoryLevel(new LeanHistory(context.getBeanProvider(ProcessContract.class).stream().toList()));
        engine.getJobExecutor().setLockOwner(node.name());
        engine.getVariableSerializers().removeSerializer(engine.getVariableSerializers().getSerializerByName(
                JavaObjectSerializer.NAME));
        engine.getVariableSerializers().addSerializer(new NoObjects.Serializer());
    }
}
