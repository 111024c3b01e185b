package io.aftercare.platform;

import org.camunda.bpm.spring.boot.starter.webapp.filter.LazyDelegateFilter;
import org.camunda.bpm.spring.boot.starter.webapp.filter.ResourceLoaderDependingFilter;
import org.camunda.bpm.spring.boot.starter.webapp.filter.ResourceLoadingProcessEnginesFilter;

/** Serves the pages of the webapp, but never the one that creates a first administrator for whoever comes first. */
final class WebappPages extends LazyDelegateFilter<ResourceLoaderDependingFilter> {

    WebappPages() {
        super(WithoutSetup.class);
    }

    @Override
    protected ResourceLoaderDependingFilter createNewFilterInstance() {
        return new WithoutSetup();
    }

    private static final class WithoutSetup extends ResourceLoadingProcessEnginesFilter {

        @Override
        protected boolean needsInitialUser(String engine) {
            return false;
        }
    }
}
