<#import "template.ftl" as layout>
<#-- Keycloak has one display name for all languages, so the providers' names are translated here. -->
<#assign key = "provider-" + identityProviderContext.idpConfig.alias>
<#assign provider = (msg(key) != key)?then(msg(key), identityProviderDisplayName)>
<@layout.emailLayout>
${kcSanitize(msg("identityProviderLinkBodyHtml", provider, realmName, identityProviderContext.username, link, linkExpiration, linkExpirationFormatter(linkExpiration)))?no_esc}
</@layout.emailLayout>
