package io.aftercare.platform;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Deploys processes, decisions and forms as one unit under names that are the same in the IDE and in the jar. When one
 * file changed, all are deployed again, because a process bound to the forms of its deployment would keep an old form;
 * when none changed, nothing is. Nodes that start together deploy once. A file with a mistake stops the start.
 */
@Configuration(proxyBeanMethods = false)
class ProcessDeployment {

    static final String NAME = "Aftercare";

    private static final Logger LOG = LoggerFactory.getLogger(ProcessDeployment.class);
    private static final List<String> FOLDERS = List.of("processes", "forms");
    private static final List<String> ENDINGS = List.of(".bpmn", ".dmn", ".form", ".html");

    @Bean
    StartupAction deployProcesses(RepositoryService repository, DeploymentProperties source, StartupLock lock,
            DeploymentCheck check) {
        // The engine has a lock of its own for this, but does not use it on H2.
        return new StartupAction(StartupAction.DEPLOYMENT,
                () -> lock.exclusively(() -> deploy(repository, filesIn(source), check)));
    }

    private static void deploy(RepositoryService repository, SortedMap<String, byte[]> files, DeploymentCheck check) {
        if (files.isEmpty()) {
            LOG.warn("There are no processes or forms to deploy.");
            return;
        }
        // Without a source the engine compares with deployments of process applications only.
        var deployment = repository.createDeployment().name(NAME).source(NAME).enableDuplicateFiltering(false);
        files.forEach((name, content) -> deployment.addInputStream(name, new ByteArrayInputStream(content)));
        long before = repository.createDeploymentQuery().deploymentName(NAME).count();
        boolean changed;
        try {
            deployment.deploy();
            changed = repository.createDeploymentQuery().deploymentName(NAME).count() > before;
            if (!changed) {
                // What is deployed was checked then, but against the program as it was then.
                check.reject(files);
            }
        } catch (ProcessEngineException invalid) {
            throw new IllegalStateException("The processes and forms cannot be deployed. Correct this and start again: "
                    + invalid.getMessage(), invalid);
        }
        LOG.info(changed ? "Deployed {} processes, decisions and forms."
                : "{} processes, decisions and forms are unchanged.", files.size());
    }

    private static SortedMap<String, byte[]> filesIn(DeploymentProperties source) {
        var files = new TreeMap<String, byte[]>();
        var resolver = new PathMatchingResourcePatternResolver();
        try {
            for (String folder : FOLDERS) {
                for (Resource resource : resolver.getResources(source.root() + folder + "/**/*")) {
                    if (isDeployable(resource)) {
                        // What comes first on the class path wins, as everywhere in Java.
                        files.putIfAbsent(nameOf(resource, folder), resource.getContentAsByteArray());
                    }
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The processes and forms under " + source.root() + " cannot be read.",
                    unreadable);
        }
        return files;
    }

    private static boolean isDeployable(Resource resource) {
        String name = resource.getFilename();
        return name != null && ENDINGS.stream().anyMatch(name::endsWith) && resource.isReadable();
    }

    /** The path from the folder on, which does not depend on where the program runs. */
    private static String nameOf(Resource resource, String folder) throws IOException {
        String url = resource.getURL().toString();
        return url.substring(url.lastIndexOf("/" + folder + "/") + 1);
    }
}
