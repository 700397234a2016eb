<#ftl output_format="plainText">
<#assign key = "provider-" + identityProviderContext.idpConfig.alias>
<#assign provider = (msg(key) != key)?then(msg(key), identityProviderDisplayName)>
${msg("identityProviderLinkBody", provider, realmName, identityProviderContext.username, link, linkExpiration, linkExpirationFormatter(linkExpiration))}
