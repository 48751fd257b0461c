import { App, whenReady } from "@odoo/owl";
import {
    appTranslateFn,
    translatedTerms,
    translationIsReady,
    translationLoaded,
} from "@web/core/l10n/translation";
import { getTemplate } from "@web/core/templates";
import { MobileApp } from "./mobile_app";

/** The page carries the terms: it needs no second request before it can be used. */
function useTerms(terms) {
    translatedTerms.ip_expense_mvp = terms;
    translatedTerms[translationLoaded] = true;
    translationIsReady.resolve(true);
}

whenReady(() => {
    const element = document.getElementById("ip_mobile_page");
    const page = JSON.parse(element.textContent);
    useTerms(page.terms);
    const app = new App(MobileApp, {
        name: "Receipts",
        props: { page },
        getTemplate,
        translateFn: appTranslateFn,
    });
    app.mount(document.body);
});
