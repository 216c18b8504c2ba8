/**
 * What a client component, and any component of components/, may not take: Prisma, its types included, and what
 * reads or writes on the server. The type of a query's view is fine: it leaves no trace in the bundle.
 */
const PRISMA = /(^@prisma\/|(^|\/)generated\/prisma(\/|$))/
const SERVER =
  /(^|\/)(queries|operations)(\/|$|\.ts$)|(^|\/)lib\/core\/(db|env|actor|audit|crypto|scope)(\.ts)?$/

/** @type {import('eslint').Rule.RuleModule} */
export const clientImports = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      prisma: 'A client component does not know Prisma: give it plain view data.',
      server:
        'A client component takes schema, messages, rules and components; the types of a query at most.',
    },
  },
  create(context) {
    const isShared = /[\\/]components[\\/]/.test(context.filename)
    const isClient = context.sourceCode.ast.body.some((node) => node.directive === 'use client')
    if (!isClient && !isShared) return {}
    return {
      ImportDeclaration(node) {
        const source = String(node.source.value)
        if (PRISMA.test(source)) context.report({ node, messageId: 'prisma' })
        else if (SERVER.test(source) && node.importKind !== 'type')
          context.report({ node, messageId: 'server' })
      },
    }
  },
}
